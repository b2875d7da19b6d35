"""The README's queries and their answers: ``python -m tests.readme [--write] WAREHOUSE``.

A query stands in a block ```sql, its answer in the block ```text right behind it.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from flows.query import format_table, open_database
from flows.settings import ROOT

README = ROOT / "README.md"
# a query with the answer behind it
_BLOCK = re.compile(r"```sql\n(?P<sql>.*?)```\n\n```text\n(?P<answer>.*?)```", re.DOTALL)


def answer_query(sql: str, warehouse: Path) -> str:
    """Return a query's answer as `serai query` prints it."""
    with open_database(warehouse) as db:
        cursor = db.execute(sql)
        return format_table([item[0] for item in cursor.description or []], cursor.fetchall())


def compare_answers(warehouse: Path) -> Iterator[tuple[str, str, str]]:
    """Yield every query of the README with the answer it prints and the one it gives."""
    for block in _BLOCK.finditer(README.read_text(encoding="utf-8")):
        yield block["sql"], block["answer"], answer_query(block["sql"], warehouse)


def write_answers(warehouse: Path) -> None:
    """Put the answers that the queries give into the README."""

    def answer(block: re.Match[str]) -> str:
        return f"```sql\n{block['sql']}```\n\n```text\n{answer_query(block['sql'], warehouse)}```"

    README.write_text(_BLOCK.sub(answer, README.read_text(encoding="utf-8")), encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Say which answers differ; with --write put the right ones in."""
    warehouse = Path(arguments[-1]) if arguments and not arguments[-1].startswith("--") else ROOT / "warehouse"
    if "--write" in arguments:
        write_answers(warehouse)
        return 0
    stale = [(told, right) for _, told, right in compare_answers(warehouse) if told != right]
    for told, right in stale:
        print(f"told:\n{told}\nright:\n{right}")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
