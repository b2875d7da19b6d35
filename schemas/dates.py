"""The table dates."""

from schemas.base import (
    DOC_ID,
    END,
    SENTENCE_ID,
    START,
    Date,
    Grounded,
    category,
    column,
    key,
    offset,
    pa,
    pl,
    reference,
    traits,
)


@traits("date_id", surface="surface")
class Dates(Grounded):
    """One row a stated time, normalised to the days it covers; vague times and years inside names are left out."""

    date_id: str = key("Identifies the date.")
    doc_id: str = reference("documents.doc_id", DOC_ID)
    sentence_id: str = reference("sentences.sentence_id", SENTENCE_ID)
    surface: str = column("The time as the text has it.")
    start: Date = column("First day that it covers (ISO 8601).")
    end: Date = column("Last day that it covers, inclusive (ISO 8601).")
    granularity: str = category(
        ["day", "month", "year", "decade", "range"], "The calendar unit that is named, or a range of several."
    )
    char_start: int = offset(START)
    char_end: int = offset(END)

    @pa.dataframe_check(name="date_runs_forward")
    def check_date_runs_forward(cls, data: pa.PolarsData) -> pl.LazyFrame:  # noqa: N805
        """Check that a date does not end before it starts."""
        return data.lazyframe.select(pl.col("start") <= pl.col("end"))
