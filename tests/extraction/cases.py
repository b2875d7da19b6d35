"""Cases as data: texts and the rows that they must give."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.extraction.document import Row

FOLDER = Path(__file__).parent.parent / "cases"


def load_cases(table: str) -> list[Any]:
    """Return the cases of tests/cases/<table>.yml as pytest parameters, named by their text."""
    cases = yaml.safe_load((FOLDER / f"{table}.yml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=" ".join(case["text"].split())[:60]) for case in cases]


def assert_rows(expected: list[Row], rows: Iterable[Row]) -> None:
    """Assert that the rows are as many as expected and, in their order, agree in the columns that are named."""
    found = list(rows)
    shown = [{column: row.get(column) for column in (expected[0] if expected else row)} for row in found]
    assert len(found) == len(expected), f"expected {len(expected)} rows, found {len(found)}: {shown}"
    for want, row in zip(expected, found, strict=True):
        got = {column: row.get(column) for column in want}
        assert got == want
