"""The table causal_links."""

from schemas.base import DOC_ID, Grounded, category, column, key, offset, reference, traits


@traits("link_id")
class CausalLinks(Grounded):
    """One row a single cause and a single effect that a claim ties together; what is only coordinated in part stays whole."""

    link_id: str = key("Identifies the link.")
    claim_id: str = reference("claims.claim_id", "The claim that states the link.")
    doc_id: str = reference("documents.doc_id", DOC_ID)
    cause: str = column("What brings it about, in the words of the text.")
    effect: str = column("What is brought about, in the words of the text.")
    polarity: str = category(
        ["raises", "lowers", "unspecified"], "Whether the cause makes the effect more or less, as its cue says."
    )
    cue: str = column("The words that tie the two (`promotes`, `due to`).")
    char_start: int = offset("First character of the sentence that states the link.")
    char_end: int = offset("Character behind that sentence.")
    cause_start: int = offset("First character of the cause.")
    cause_end: int = offset("Character behind the cause.")
    effect_start: int = offset("First character of the effect.")
    effect_end: int = offset("Character behind the effect.")
