"""The table figures."""

from schemas.base import (
    DOC_ID,
    END,
    SCORE,
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
    probability,
    reference,
    traits,
)


@traits("figure_id", surface="surface")
class Figures(Grounded):
    """One row a stated quantity: two joined values ("19% and 64%") are two rows, a range is one."""

    figure_id: str = key("Identifies the figure.")
    doc_id: str = reference("documents.doc_id", DOC_ID)
    sentence_id: str = reference("sentences.sentence_id", SENTENCE_ID)
    surface: str = column("Number, unit and qualifier as the text has them.")
    kind: str = category(
        ["money", "percent", "count", "duration", "rank", "ordinal", "other"], "What kind of quantity it is."
    )
    value: float = column(
        "The number with its scale applied (11.6 billion is 11600000000); never rounded. The lower end of a range.",
        unit="the row's `unit`",
    )
    value_high: float = column("The upper end of a range, else null.", nullable=True, unit="the row's `unit`")
    unit: str = column(
        "ISO 4217 code for money, `%` for percentages, else a noun in the singular; null for a bare number.",
        nullable=True,
    )
    qualifier: str = category(["exact", "approx", "over", "under"], "How the text hedges the number.")
    measure: str = column(
        "What is measured, and whose, in the words of the text; null where the sentence does not say.", nullable=True
    )
    entity_id: str = reference(
        "entities.entity_id", "The entity whose figure it is; null where none is named.", nullable=True
    )
    period_start: Date = column(
        "First day of the time the value is about; null where the text does not say.", nullable=True
    )
    period_end: Date = column("Last day (inclusive) of the time the value is about.", nullable=True)
    direction: str = category(
        ["up", "down"], "Whether the value says that something rose or fell; null for neither.", nullable=True
    )
    is_statistic: bool = column(
        "True for a fact about the world, false for a number that only structures the text (`two aspects`)."
    )
    attributed_to: str = column("Who the sentence says the figure is from; null where it says nobody.", nullable=True)
    safe_to_sum: bool = column(
        "False where adding the row to others would count a thing twice or add what cannot be added."
    )
    sum_note: str = column("Why the row is not safe to sum; null where it is.", nullable=True)
    char_start: int = offset(START)
    char_end: int = offset(END)
    score: float = probability(SCORE)

    @pa.dataframe_check(name="range_runs_upward")
    def check_range_runs_upward(cls, data: pa.PolarsData) -> pl.LazyFrame:  # noqa: N805
        """Check that a range's upper end is not below its lower one."""
        return data.lazyframe.select(pl.col("value_high").is_null() | (pl.col("value_high") >= pl.col("value")))

    @pa.dataframe_check(name="period_runs_forward")
    def check_period_runs_forward(cls, data: pa.PolarsData) -> pl.LazyFrame:  # noqa: N805
        """Check that a period has both ends or neither, and does not end before it starts."""
        start, end = pl.col("period_start"), pl.col("period_end")
        return data.lazyframe.select((start.is_null() & end.is_null()) | (start <= end).fill_null(value=False))
