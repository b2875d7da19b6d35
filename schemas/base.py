"""How a table is described: once, on its Pandera model, for every other form to be derived from.

A model's docstring says what one row is. Each column is declared with one of the functions below, which
put what Pandera has no place for (unit, referenced column, surface) into the column's metadata.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypeVar

import pandera.polars as pa
import polars as pl

TextList = Annotated[pl.List, pl.String]
IntegerList = Annotated[pl.List, pl.Int64]
Timestamp = Annotated[pl.Datetime, "us", "UTC"]
Date = date
T = TypeVar("T")

ID_PATTERN = r"^[a-z]{3}_[0-9a-f]{20}$"


@dataclass(frozen=True, slots=True)
class Traits:
    """What a table is beside its columns.

    ``surface`` names the column that equals the text at the row's span. ``extracted`` says that rows are made
    from documents, and so conserved: extracted = published + rejected.
    """

    primary_key: tuple[str, ...]
    surface: str | None = None
    extracted: bool = True


TRAITS: dict[type, Traits] = {}
"""The traits of every model, set by ``traits``."""


def traits(*primary_key: str, surface: str | None = None, extracted: bool = True) -> Callable[[type[T]], type[T]]:
    """Return a decorator that sets a model's traits."""

    def set_traits(model: type[T]) -> type[T]:
        TRAITS[model] = Traits(primary_key, surface, extracted)
        return model

    return set_traits


class Table(pa.DataFrameModel):
    """A table of the contract. Strict: a column too many, one too few or an unknown category is an error."""

    class Config:
        """No column beyond those declared, none missing, and no value bent to fit its type."""

        strict = True
        coerce = False


class Grounded(Table):
    """A table whose rows point at characters of their document's stored text."""

    @pa.dataframe_check(name="span_runs_forward")
    def check_span_runs_forward(cls, data: pa.PolarsData) -> pl.LazyFrame:  # noqa: N805
        """Check that the span is not empty: char_start < char_end."""
        return data.lazyframe.select(pl.col("char_start") < pl.col("char_end"))


def column(description: str, *, nullable: bool = False, unit: str | None = None, **checks: Any) -> Any:
    """Declare a column; ``unit`` names what its numbers count or measure."""
    return pa.Field(description=description, nullable=nullable, metadata={"unit": unit}, **checks)


def key(description: str, *, pattern: str = ID_PATTERN) -> Any:
    """Declare a column that alone identifies a row; stable when other documents or passages change."""
    return pa.Field(description=description, unique=True, str_matches=pattern, metadata={"unit": None, "key": True})


def reference(target: str, description: str, *, nullable: bool = False) -> Any:
    """Declare a column that holds a key of another table; ``target`` is "table.column"."""
    return pa.Field(description=description, nullable=nullable, metadata={"unit": None, "references": target})


def category(values: list[str], description: str, *, nullable: bool = False) -> Any:
    """Declare a column that holds one of a closed set of words."""
    return pa.Field(description=description, nullable=nullable, isin=values, metadata={"unit": None, "values": values})


def offset(description: str) -> Any:
    """Declare an offset in characters into the document's stored text."""
    return pa.Field(description=description, ge=0, metadata={"unit": "character"})


def probability(description: str) -> Any:
    """Declare a column that holds the probability that the row is right."""
    return pa.Field(description=description, ge=0, le=1, metadata={"unit": "probability"})


START = "First character of the row's text in the document's stored text, counted from 0."
END = "Character behind the last one of the row's text, so that text[char_start:char_end] is the row's text."
SCORE = (
    "Probability that the row is right: the share of rows with this score that were right on the annotated texts "
    "(see the table quality for how that is measured)."
)
DOC_ID = "The document the row comes from."
SENTENCE_ID = "The sentence the row stands in."
THEME_NAMES = [
    "trade_barriers",
    "trade_agreements",
    "free_trade_zones",
    "investment_finance",
    "infrastructure",
    "innovation",
    "industry_structure",
    "diplomacy_governance",
    "regional_development",
    "culture_education",
    "enterprise_competitiveness",
    "environment_climate",
    "energy",
    "agriculture",
    "health",
    "labour_social",
    "public_finance",
    "housing_cities",
    "security_justice",
    "digital",
]


def check_themes(data: pa.PolarsData) -> pl.LazyFrame:
    """Check that every theme of every row is one of the contract's, and none is named twice."""
    themes = pl.col("themes")
    known = themes.list.eval(pl.element().is_in(THEME_NAMES).fill_null(value=False)).list.all()
    return data.lazyframe.select(known & (themes.list.n_unique() == themes.list.len()))


__all__ = [
    "DOC_ID",
    "END",
    "SCORE",
    "SENTENCE_ID",
    "START",
    "THEME_NAMES",
    "TRAITS",
    "Date",
    "Grounded",
    "IntegerList",
    "Table",
    "TextList",
    "Timestamp",
    "category",
    "check_themes",
    "column",
    "key",
    "offset",
    "pa",
    "pl",
    "probability",
    "reference",
    "traits",
]
