"""The table claims."""

from schemas.base import (
    DOC_ID,
    END,
    SENTENCE_ID,
    START,
    Grounded,
    IntegerList,
    TextList,
    category,
    check_themes,
    column,
    key,
    offset,
    pa,
    pl,
    probability,
    reference,
    traits,
)


@traits("claim_id", surface="text")
class Claims(Grounded):
    """One row an assertion about the world that an analyst could agree with, dispute or check."""

    claim_id: str = key("Identifies the claim.")
    doc_id: str = reference("documents.doc_id", DOC_ID)
    sentence_id: str = reference("sentences.sentence_id", SENTENCE_ID)
    text: str = column("The claim in the words of the text, white space collapsed.")
    claim_type: str = category(
        ["causal", "predictive", "definitional", "comparative", "evaluative", "descriptive"],
        "The main assertion's type; the first that fits, in the order of the contract.",
    )
    certainty: str = category(["asserted", "hedged"], "Whether the text hedges it (may, might, likely ...).")
    is_negated: bool = column("True where the main assertion is negated.")
    attributed_to: str = column("Who the text says asserts it; null where the text itself does.", nullable=True)
    citations: IntegerList = column("Numbers of the citation marks in the claim ([2] is 2), in order.")
    themes: TextList = column("Policy themes it is about, most likely first; empty where none is recognised.")
    char_start: int = offset(START)
    char_end: int = offset(END)
    score: float = probability(
        "Probability that the sentence asserts what an analyst could agree with, dispute or check; it says nothing of the "
        "type (see the table quality for how often that is right)."
    )

    @pa.dataframe_check(name="themes_are_known")
    def check_themes_are_known(cls, data: pa.PolarsData) -> pl.LazyFrame:  # noqa: N805
        """Check that themes are those of the contract, none twice."""
        return check_themes(data)
