"""What the language model tagged, checked against the shape of names and the ordinary words of the language."""

import re

from flows.extraction.entities.gazetteer import Thing
from flows.extraction.entities.heads import Heads, form_singular, is_generic, load_heads, load_ordinary_words, type_run
from flows.extraction.entities.naming import Word
from flows.extraction.entities.proper_names import strip_titles
from flows.extraction.entities.reading import MODEL_TYPES, TAGGED, Candidate, Reading, is_large_place


def gather_tags(reading: Reading) -> list[Candidate]:
    """Return the candidates that the model's entities give, checked against the shape of names."""
    heads = load_heads()
    found: list[Candidate] = []
    for start, end, label in reading.tags:
        candidate = weigh_tag(reading, start, end, label, heads)
        if candidate:
            found.append(candidate)
    if not (reading.is_title or reading.is_upper):
        for word in reading.words:
            if is_short_name(word, heads) and word.start not in reading.hits_at and is_speaking(reading, word):
                thing = Thing("organization", word.text)
                found.append(Candidate(word.start, word.end, thing, "rule", "model_ORG", TAGGED))
    return found


def is_short_name(word: Word, heads: Heads) -> bool:
    """Say whether a word is shaped as a body's short form and is not known as that of an idea."""
    text = word.text
    return (
        3 <= len(text) <= 6
        and text.isalpha()
        and text.isupper()
        and not is_nameless(text, heads)
        and text not in heads.concepts
    )


def is_speaking(reading: Reading, word: Word) -> bool:
    """Say whether a short form is the subject of a verb that only one who has a will can be the subject of."""
    tokens = reading.passage.parse.char_span(word.start, word.end)
    if tokens is None or tokens.root.pos_ != "PROPN":
        return False
    token = tokens.root
    while token.dep_ == "conj" and token.head is not token:
        token = token.head
    return token.dep_ == "nsubj" and token.head.lemma_ in load_heads().intents


def weigh_tag(reading: Reading, start: int, end: int, label: str, heads: Heads) -> Candidate | None:
    """Return the candidate of one entity of the model; None where its shape or its words speak against it."""
    if label == "NORP" or reading.text[end : end + 2].strip()[:1] == "$":
        return None
    if (reading.is_title or reading.is_upper) and label != "PERSON":
        return None
    words = trim_words([word for word in reading.words if start <= word.start and word.end <= end], heads)
    if not any(word.is_capital for word in words):
        return None
    if all(is_nameless(word.text, heads) for word in words):
        return None
    if reading.text.endswith(OFFICES, 0, words[0].start):
        return None
    if any(reading.text[words[i].end : words[i + 1].start] not in JOINTS for i in range(len(words) - 1)):
        return None
    start, end = words[0].start, max(words[-1].end, end if reading.text[end - 1] == "." else words[-1].end)
    is_short = len(words[0].text.replace(".", "")) <= 2
    if len(words) == 1 and (is_no_name(reading, words[0]) or (is_short and label in ("ORG", "PERSON"))):
        return None
    if is_everyday(reading, words, start):
        return None
    if label == "ORG" and not is_named_body(reading, words, heads):
        return None
    if (label == "PERSON" or len(words) == 1) and is_cited(reading.text, end):
        return None
    if label == "PERSON" and not is_named_person(words, heads):
        return None
    if (
        label == "PERSON"
        and words[0].text not in heads.given
        and (is_headline(reading) or (len(words) == 1 and start == 0))
    ):
        return None  # the capital is the heading's or the sentence's
    kind = decide_kind(reading, words, label, heads)
    if label in ("ORG", "PERSON") and words[0].text not in heads.given and is_launched(reading, words, heads):
        kind = "programme"
    name = reading.text[start:end]
    if kind == "person" and name.isupper():
        name = name.title()
    return Candidate(start, end, Thing(kind, name), "model", f"model_{label}", TAGGED)


def is_launched(reading: Reading, words: list[Word], heads: Heads) -> bool:
    """Say whether a name without a head of its own is the object of a verb that schemes are the object of ("launched Kickstart")."""
    if type_run([word.text for word in words], heads)[0]:
        return False
    tokens = reading.passage.parse.char_span(words[0].start, words[-1].end, alignment_mode="expand")
    if tokens is None:
        return False
    token = tokens.root
    while token.dep_ == "conj" and token.head is not token:
        token = token.head
    return token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_ in heads.launches


def trim_words(words: list[Word], heads: Heads) -> list[Word]:
    """Return the words of a tagged stretch without titles, what follows "in" or "et", and words in lower case at its ends."""
    words = strip_titles(words, heads)
    words = words[
        : next((index for index, word in enumerate(words) if word.text in ("in", "et") and index), len(words))
    ]
    while words and not (words[-1].is_capital or words[-1].text[0].isdigit()):
        words = words[:-1]
    while words and (words[0].text in heads.stops or not (words[0].is_capital or words[0].text[0].isdigit())):
        words = words[1:]
    return words


def is_named_person(words: list[Word], heads: Heads) -> bool:
    """Say whether what the model takes for a person is shaped as a name: no number, no generic word, no initial at its end."""
    if any(word.text[0].isdigit() or (word.text in heads.generic and word.text not in heads.given) for word in words):
        return False
    return len(words) == 1 or len(words[-1].text) > 1


def is_nameless(text: str, heads: Heads) -> bool:
    """Say whether a word, in capitals or not, is generic, a title or a Roman number."""
    plain = text.capitalize() if text.isupper() and len(text) > 1 else text
    return is_generic(text, heads) or is_generic(plain, heads) or plain in heads.titles or ROMAN.match(text) is not None


def is_headline(reading: Reading) -> bool:
    """Say whether a passage is a heading or a caption, in which many a word has a capital."""
    return reading.passage.kind != "sentence"


def is_no_name(reading: Reading, word: Word) -> bool:
    """Say whether a single word is no proper noun, a Roman number, or holds a figure ("FY18")."""
    return is_ordinary(reading, word) or ROMAN.match(word.text) is not None or any(map(str.isdigit, word.text))


def decide_kind(reading: Reading, words: list[Word], label: str, heads: Heads) -> str:
    """Return the entity type of a tagged stretch: by its head noun, by what stands around it, else by the model's label."""
    text = words[0].text
    if len(words) > 1:
        kind = MODEL_TYPES[label] if label == "PERSON" else type_run([word.text for word in words], heads)[0]
        kind = kind or MODEL_TYPES[label]
        if label in ("GPE", "LOC") and type_run([text], heads)[0] is None and is_country(reading, words[-1]):
            return "organization"  # "Global Britain"
        is_speaker = label == "ORG" and kind == "organization" and SPEAKS.match(reading.text, words[-1].end)
        return "person" if is_speaker else kind
    before = reading.text[max(0, words[0].start - 20) : words[0].start].split()[-1:]
    if text in heads.given or (before and before[0].rstrip(".").capitalize() in heads.person_titles):
        return "person" if label in ("ORG", "GPE", "PERSON") else MODEL_TYPES[label]
    if label == "PERSON" and text.isupper() and len(text) <= 5:
        return "organization"
    if label == "GPE" and not PLACED.search(reading.text, max(0, words[0].start - 12), words[0].start):
        return "organization"
    return MODEL_TYPES[label]


def is_country(reading: Reading, word: Word) -> bool:
    """Say whether a word is a country's name."""
    hit = reading.hits_at.get(word.start)
    return hit is not None and hit.end == word.end and hit.entries[0].origin == "country"


# a Roman number, which no name is by itself
ROMAN = re.compile(r"[IVXLC]+$")
# what stands before the field of a minister's office, which is no body by itself
OFFICES = ("Secretary of ", "Secretary of the ", "Secretary for ", "Minister of ", "Minister for ", "Minister for the ")
# what may stand between the words of a tag
JOINTS = frozenset((" ", "-", ". ", " & ", "'s ", "’s ", ", ", " (", ") "))


def is_everyday(reading: Reading, words: list[Word], start: int) -> bool:
    """Say whether all words of a tagged stretch are ordinary ones, so that their capitals are but an emphasis.

    A person's name behind a title is not ("Ms. Banks").
    """
    heads = load_heads()
    ordinary = load_ordinary_words()
    if not all(
        not word.is_capital
        or all(part in ordinary or part in reading.vocabulary for part in word.text.lower().split("-"))
        for word in words
    ):
        return len(words) == 1 and words[0].text.endswith("s") and words[0].text[:-1] in heads.generic
    before = reading.text[:start].split()[-1:]
    return not (before and before[0].rstrip(".") in heads.titles)


def is_named_body(reading: Reading, words: list[Word], heads: Heads) -> bool:
    """Say whether what the model takes for an organisation is shaped as one: no kind in the plural, no idea, no mere label.

    A short form that nothing explains has to act in its sentence (subject, agent or owner), and a single plain word has to
    come again in the document, to be taken for a body.
    """
    last = words[-1].text
    if last.endswith(ABSTRACT) and last not in heads.types:
        return False
    singular = form_singular(last)
    if singular != last and (singular in heads.types or singular in heads.kinds):
        return False
    if last in heads.concepts or any(word.text in heads.publications for word in words[-2:]):
        return False
    if len(words) > 1 or (any(map(str.isupper, last[1:])) and len(last) > 6):
        return True
    if last.isupper() and len(last) <= 6:
        return is_acting(reading, words[0])
    return any(map(str.isupper, last[1:])) or reading.capitals.get(last, 0) > 1


def is_acting(reading: Reading, word: Word) -> bool:
    """Say whether a short form stands where one who acts stands: as subject of an act, agent, owner, one addressed."""
    text = reading.text
    if text[: word.start].endswith((" the ", "The ", "Source: ", "(")):
        return True
    tokens = reading.passage.parse.char_span(word.start, word.end, alignment_mode="expand")
    place = reading.hits_at.get(word.end + 4)
    if tokens is None or text.startswith(("'s (", "’s ("), word.end):
        return False
    if text.startswith(" of ", word.end):
        return place is not None and is_large_place(place)  # "the EPP, the PNL of Romania", but "a TPC of 30 million"
    token = tokens.root
    while token.dep_ in ("conj", "appos") and token.head is not token:
        token = token.head
    head = token.head
    if token.dep_ == "nsubj":
        return head.lemma_ not in STATES
    if token.dep_ == "pobj":
        return head.lower_ in ACTING_PREPOSITIONS or (head.lower_ == "of" and head.head.lower_ in MEMBERSHIP)
    return token.dep_ == "poss" or (token.dep_ == "dobj" and head.lemma_ in ADDRESSED)


# what follows the name of a person who speaks: "said during his address"
SPEAKS = re.compile(r",? (?:said|noted|added|stated|remarked|argued|told)\b[^.]{0,40}\b(?:his|her|he|she)\b")
# what stands before the name of a place
PLACED = re.compile(
    r"(?:\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|[Tt]o|[Aa]cross|of|around|into|and|or|outside|with|including|between)|,) (?:the )?$"
)
# what follows a cited author: "et al.", or a year, perhaps behind more authors ("Smith, Jones & Li, 2019")
CITATION = re.compile(
    r"(?:,(?: ?[A-Z]\.){1,3})?(?:,? (?:& |&amp; |and )?[A-Z][\w'’-]{1,20},?(?: [A-Z]\.)*){0,3},? ?(?:et al|and al|\(?(?:19|20)\d\d[a-z]?\b)"
)
# verbs (lemmas) whose subject need not be one who acts
STATES = frozenset(
    (
        *(
            "be",
            "have",
            "rise",
            "fall",
            "grow",
            "increase",
            "decrease",
            "decline",
            "include",
            "mean",
            "remain",
            "stand",
        ),
        *("become", "account", "range", "reach", "amount", "need", "require", "contribute", "cause", "affect"),
    )
)
# verbs (lemmas) whose object is one who can act
ADDRESSED = frozenset(
    (
        "join",
        "ask",
        "tell",
        "urge",
        "sue",
        "lobby",
        "contact",
        "notify",
        "consult",
        "inform",
        "mandate",
        "leave",
        "meet",
        "thank",
    )
)
# prepositions before one who acts
ACTING_PREPOSITIONS = frozenset(("by", "with", "between", "at", "within", "among", "alongside", "against"))
MEMBERSHIP = frozenset(
    ("member", "members", "head", "director", "chair", "president", "leader", "secretary", "staff", "board", "founder")
)
# endings of abstract nouns, which are ideas and not bodies
ABSTRACT = ("ment", "tion", "sion", "ness", "ity", "ance", "ence", "ism", "ing", "ship", "ture", "ics", "ency", "acy")


def is_cited(text: str, end: int) -> bool:
    """Say whether a name is that of a cited author."""
    return CITATION.match(text, end, end + 90) is not None


def is_ordinary(reading: Reading, word: Word) -> bool:
    """Say whether a single capitalised word is no proper noun to the tagger, as at the start of a sentence."""
    tokens = reading.passage.parse.char_span(word.start, word.end, alignment_mode="expand")
    return tokens is None or not any(token.pos_ == "PROPN" for token in tokens)
