"""Who is to act: where the actor stands, what kind of actor it is, and which entity."""

from functools import cache

from flows.extraction.document import Passage, Row
from flows.extraction.grammar import Syntax
from flows.extraction.lexicon import load_lexicon

LONGEST_NAME = 3  # words of a term in the lexicon
OPENERS = frozenset(
    {
        "therefore",
        "thus",
        "however",
        "and",
        "but",
        "so",
        "also",
        "hence",
        "then",
        "or",
        ",",
        ":",
        ";",
        "-",
        "that",
        "firstly",
        "secondly",
        "thirdly",
        "finally",
        "moreover",
        "furthermore",
        "meanwhile",
        "in",
        "“",
        '"',
        "only",
        "as",
        "for",
    }
)
# heads that leave the class to what follows "of"
PARTITIVES = frozenset(
    {
        "members",
        "member",
        "majority",
        "all",
        "each",
        "both",
        "some",
        "most",
        "rest",
        "group",
        "one",
        "many",
        "any",
        "part",
        "none",
        "half",
    }
)
CUTS = frozenset({"especially", "particularly", "notably", "which", "who", "whose", "while", "although"})
# openers of an adjunct between commas ("the Secretary, in accordance with N,")
ASIDES = frozenset({"in", "acting", "pursuant", "within", "through", "consistent", "subject", "under", "upon", "where"})
ADJUNCTS = frozenset({"when", "where", "if", "while", "although", "because", "since", "as"})


@cache
def load_classes() -> dict[str, str]:
    """Return the class of every actor term."""
    classes: dict[str, str] = {}
    for name, terms in load_lexicon("actors")["classes"].items():
        for term in terms:
            classes.setdefault(term, name)
    return classes


def is_agent(syntax: Syntax, head: int) -> bool:
    """Say whether a noun names somebody who can act: a known actor noun, a proper name or a personal pronoun."""
    word = syntax.words[head]
    if word in ("it", "this", "that", "these", "those"):
        return False
    if word in load_classes():
        return True
    token = syntax.doc[head]
    if sum(letter.isupper() for letter in token.text) >= 2 and token.text.rstrip("s").isupper():
        return True  # NGOs, SMEs
    if syntax.tags[head] in ("NNP", "NNPS"):
        return token.ent_type_ in ("GPE", "ORG", "NORP", "PERSON")
    return syntax.tags[head] in ("PRP", "WP")


def trim_actor(syntax: Syntax, subject: tuple[int, int]) -> tuple[int, int]:
    """Return an actor's slice without connectives before it and clauses behind it."""
    start, end = subject
    while (
        start < end - 1
        and (
            syntax.words[start] in OPENERS
            and syntax.tags[start] in ("IN", "RB", "CC", ",", ":", "``", "UH", "HYPH", "JJ")
        )
        and syntax.words[start] not in ("“", '"')
    ):
        start += 1
    if syntax.words[start] in ADJUNCTS:  # "When a claim comes in, the office" taken whole for the subject
        commas = [at for at in range(start, end - 1) if syntax.words[at] == ","]
        start = commas[-1] + 1 if commas else start
    while start < end - 1 and syntax.words[start] in ("-", "–", "—"):
        start += 1
    while end > start + 1 and syntax.words[end - 1] in ("not", "only"):
        end -= 1
    start = skip_numbering(syntax, start, end)
    start = skip_apposed(syntax, start, end)
    for at in range(start + 1, end):
        if syntax.words[at - 1] == "," and (syntax.words[at] in CUTS or syntax.words[at] in ASIDES):
            end = at - 1
            break
    while end > start + 1 and syntax.words[end - 1] in (",", ":", ";", "-", "–", "—", "and"):
        end -= 1
    return start, end


def skip_numbering(syntax: Syntax, start: int, end: int) -> int:
    """Return the first token behind numbering that stands before a name ("Sec. 6. (a) The Secretary")."""
    at = start
    while at < end - 1:
        word = syntax.words[at]
        is_number = word.replace(".", "").isdigit() and (
            at == start or syntax.words[at - 1] in ("(", "sec.", "section", "article", "art.")
        )
        letter = len(word) <= 4 and syntax.words[at + 1] == ")"
        if not (
            is_number
            or letter
            or word in ("(", ")", ".", "sec.", "section", "-", "•", "*")
            or (word in ("article", "art.") and syntax.tags[at + 1] == "CD")
        ):
            break
        if is_number and syntax.words[at + 1] not in (")", ".", "(") and not word.endswith("."):
            return start  # a number that counts ("28 Member States")
        at += 1
    return at


def skip_apposed(syntax: Syntax, start: int, end: int) -> int:
    """Return the start of a name's last part where commas part it without any "and" behind the last.

    The parser sometimes takes an opening phrase for part of the subject ("For audits and reviews, registrars").
    """
    commas = [at for at in range(start, end) if syntax.words[at] == "," and not syntax.enclosed[at]]
    if not commas or start == 0 or syntax.tags[start - 1] != "IN":
        return start
    behind = syntax.words[commas[-1] + 1 : end]
    return start if not behind or any(word in ("and", "or") for word in behind) else commas[-1] + 1


def classify_actor(text: str | None, entity_type: str | None = None) -> str:
    """Return the contract's class of an actor as it is written.

    The last known term of the first name decides, as the head of an English noun phrase stands last and before
    any "of", "for" or "and". An entity that no term tells is classed by its type; what neither tells is unstated.
    """
    if text is None:
        return "unstated"
    words = [word.strip("\"'“”‘’,.()").lower().removesuffix("'s").removesuffix("’s") for word in text.split()]
    head = next(
        (
            i
            for i, word in enumerate(words)
            if word in ("of", "for", "with", "including", "in", "at", "and", "or") and i
        ),
        len(words),
    )
    stretch = words[:head]
    if (
        not stretch
        or stretch[-1] in PARTITIVES
        or (head < len(words) and words[head] in ("and", "or") and find_class(stretch) is None)
    ):
        stretch = words
    found = find_class(stretch)
    if found == "state" and any(word in load_lexicon("actors")["local_words"] for word in stretch[:-1]):
        return "local_government"
    if found is not None:
        return found
    by_type = {"country": "state", "place": "local_government", "region": "international", "person": "state"}
    return by_type.get(entity_type or "", "unstated")


def find_class(words: list[str]) -> str | None:
    """Return the class of the last actor term among words, longer terms first."""
    classes = load_classes()
    for end in range(len(words), 0, -1):
        for length in range(min(LONGEST_NAME, end), 0, -1):
            found = classes.get(" ".join(words[end - length : end]))
            if found is not None:
                return found
    return None


def link_actor(item: Passage, syntax: Syntax, actor: tuple[int, int], mentions: list[Row]) -> Row | None:
    """Return the mention that names an actor, None where a mention only stands inside its name.

    A mention names the actor when it holds the head of the actor's name ("the Republic of Kenya"), or whose
    government it is ("the government of Kenya"); "Kenya's exporters" are not Kenya. ``mentions`` are those of
    the actor's sentence.
    """
    head = next((at for at in range(*actor) if not actor[0] <= syntax.heads[at] < actor[1]), actor[1] - 1)
    places = [item.locate_tokens(syntax.doc[head : head + 1])]
    if load_classes().get(syntax.words[head]) == "state" and "of" in syntax.words[head : actor[1]]:
        places.append(item.locate_tokens(syntax.doc[actor[1] - 1 : actor[1]]))
    naming = (
        row for place in places for row in mentions if row["char_start"] <= place.start and place.end <= row["char_end"]
    )
    return next(naming, None)
