"""The table recommendations."""

from schemas.base import (
    DOC_ID,
    END,
    SCORE,
    SENTENCE_ID,
    START,
    Grounded,
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

ACTOR_CLASSES = ["state", "local_government", "firms", "universities", "international", "everyone", "unstated"]


@traits("recommendation_id", surface="action")
class Recommendations(Grounded):
    """One row an advised action: a sentence that advises five actions gives five rows."""

    recommendation_id: str = key("Identifies the advised action.")
    doc_id: str = reference("documents.doc_id", DOC_ID)
    sentence_id: str = reference("sentences.sentence_id", SENTENCE_ID)
    actor: str = column(
        "Who is to act, in the words of the text; null where nobody is named. A list item may carry its lead-in's actor.",
        nullable=True,
    )
    actor_entity_id: str = reference(
        "entities.entity_id",
        "The entity that the actor is; `our country` is resolved where the text's country is plain.",
        nullable=True,
    )
    actor_class: str = category(
        ACTOR_CLASSES, "What kind of actor it is; `unstated` where none is named, or where the words do not tell."
    )
    action: str = column(
        "What is to be done, from its verb to the end of its object, without modal, purpose and result."
    )
    action_verb: str = column("Lemma of the action's main verb.")
    strength: str = category(["must", "should", "could"], "How firmly it is advised.")
    goal: str = column("What it is for, in the words of the text; null where the sentence does not say.", nullable=True)
    themes: TextList = column("Policy themes it is about, most likely first; empty where none is recognised.")
    char_start: int = offset(START)
    char_end: int = offset(END)
    score: float = probability(SCORE)

    @pa.dataframe_check(name="themes_are_known")
    def check_themes_are_known(cls, data: pa.PolarsData) -> pl.LazyFrame:  # noqa: N805
        """Check that themes are those of the contract, none twice."""
        return check_themes(data)

    @pa.dataframe_check(name="unstated_has_no_actor")
    def check_unstated_has_no_actor(cls, data: pa.PolarsData) -> pl.LazyFrame:  # noqa: N805
        """Check that an actor who is not named is of the class `unstated`."""
        return data.lazyframe.select(pl.col("actor").is_not_null() | (pl.col("actor_class") == "unstated"))
