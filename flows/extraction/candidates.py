"""Everything in a passage that may be an entity: lexicon hits, names by shape, and what the language model tagged."""

import re
from dataclasses import dataclass, field, replace
from functools import cache

from spacy.tokens import Doc

from flows.extraction.atlas import load_gazetteer
from flows.extraction.document import Card, Passage
from flows.extraction.gazetteer import Entry, Hit, Thing
from flows.extraction.lexicon import load_lexicon
from flows.extraction.naming import Heads, Known, Word, find_runs, is_title_case, load_heads, split_words, type_run

# a conference of parties by its number: "COP 27", "CoP28", "CMA4"
NUMBERED_SESSION = re.compile(r"\b(COP|CoP|CMP|CMA)[ -]?(\d{1,2})\b")
PLACE_ORIGINS = frozenset(("country", "demonym", "region", "subdivision", "city"))
PLACE_LABELS = frozenset(("GPE", "LOC"))
MODEL_TYPES = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "region",
    "FAC": "infrastructure",
    "EVENT": "event",
    "LAW": "programme",
}
# the order in which overlapping candidates win: what is known or well shaped, then the model, then what is doubtful
KNOWN, TAGGED, DOUBTFUL = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a passage that may be a mention; offsets into the passage's collapsed text."""

    start: int
    end: int
    thing: Thing
    method: str
    evidence: str
    rank: int = KNOWN

    @property
    def length(self) -> int:
        """Number of characters."""
        return self.end - self.start


@dataclass(slots=True)
class Reading:
    """A passage as entities are read from it."""

    passage: Passage
    text: str
    words: list[Word]
    hits: list[Hit]
    tags: list[tuple[int, int, str]]
    is_title: bool
    is_upper: bool
    vocabulary: frozenset[str] = frozenset()
    candidates: list[Candidate] = field(default_factory=list)


@dataclass(slots=True)
class Setting:
    """What the whole document says about which reading of an ambiguous name is meant.

    ``countries`` counts plain mentions by alpha-2 code; ``home`` is the card's country or the plainly dominant one.
    """

    countries: dict[str, int]
    home: str | None


@cache
def load_scores() -> dict[str, float]:
    """Read the share of right mentions for each kind of evidence."""
    scores: dict[str, float] = load_lexicon("entities_scores")["scores"]
    return scores


def read_passage(passage: Passage) -> Reading:
    """Split a passage into words, find the lexicon's names in it and collect the model's."""
    text = passage.text
    words = split_words(text)
    letters = [character for character in text[:400] if character.isalpha()]
    is_upper = len(letters) > 3 and sum(map(str.isupper, letters)) > 0.8 * len(letters)
    return Reading(
        passage,
        text,
        words,
        load_gazetteer().find(text),
        list_tags(passage.parse),
        is_title_case(text, words),
        is_upper,
    )


def list_tags(parse: Doc) -> list[tuple[int, int, str]]:
    """Return the model's entities of the types that count here, without article, quotes and possessive."""
    tags: list[tuple[int, int, str]] = []
    for span in parse.ents:
        label = span.label_
        if label not in MODEL_TYPES and label != "NORP":
            continue
        start, end = trim(parse.text, span.start_char, span.end_char)
        if end > start:
            tags.append((start, end, label))
    return tags


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without leading article, possessive, and marks at its ends."""
    while start < end and not (text[start].isalnum()):
        start += 1
    lowered = text[start : start + 4].lower()
    for article in ("the ", "an ", "a "):
        if lowered.startswith(article):
            start += len(article)
            break
    while start < end and not text[start].isalnum():
        start += 1
    if text[start:end].endswith(("'s", "’s")):
        end -= 2
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ".+)"):
        end -= 1
    if end > start and text[end - 1] == ")" and "(" not in text[start:end]:
        end -= 1
    if end > start and text[end - 1] == "." and text.count(".", start, end) == 1:
        end -= 1
    return start, end


def count_countries(readings: list[Reading], card: Card) -> Setting:
    """Count the plain mentions of countries in a document and name its home country, if one is plain.

    A country is dominant where it is mentioned at least three times and at least as often as all others together.
    """
    doubtful = load_lexicon("entities_countries")["doubtful"]
    counts: dict[str, int] = {}
    for reading in readings:
        covered = -1
        for hit in reading.hits:
            if hit.start < covered:
                continue
            covered = hit.end
            entry = hit.entries[0]
            if entry.origin in ("country", "demonym") and entry.country and entry.form not in doubtful:
                if len({other.country for other in hit.entries if other.origin in ("country", "demonym")}) == 1:
                    counts[entry.country] = counts.get(entry.country, 0) + 1
    home = card.country
    if home is None and counts:
        code, count = max(counts.items(), key=lambda item: (item[1], item[0]))
        if count >= 3 and 2 * count >= sum(counts.values()):
            home = code
    return Setting(counts, home)


def gather_hits(reading: Reading, setting: Setting) -> list[Candidate]:
    """Return the candidates that the lexicon's names give, goods aside."""
    found: list[Candidate] = []
    covered_until = -1
    for hit in reading.hits:
        if hit.end <= covered_until:
            continue
        candidate = weigh_hit(reading, hit, setting)
        if candidate:
            found.append(candidate)
            if candidate.rank == KNOWN:
                covered_until = hit.end
    return found


def weigh_hit(reading: Reading, hit: Hit, setting: Setting) -> Candidate | None:
    """Choose among the entries of a hit by the document and the passage; None where none is meant."""
    entries = [entry for entry in hit.entries if entry.origin != "goods"]
    if not entries:
        return None
    entry = entries[0]
    if entry.policy == "upper" and reading.is_upper and len(entry.form) < 4 and entry.form.isalpha():
        if entry.form.lower() in ("us", "who", "it", "un", "all", "au", "cap", "fed", "cia") and entry.form != "UN":
            return None
    if entry.origin == "country":
        if reading.text[hit.end : hit.end + 2].strip()[:1] == "$":
            return None
        return weigh_country(reading, hit, entries, setting)
    if entry.origin in ("subdivision", "city"):
        return weigh_place(reading, hit, entries, setting)
    if entry.origin == "currency" and is_amount(reading.text, hit):
        return None
    if entry.origin == "party":
        label = label_at(reading, hit.start, hit.end)
        if reading.is_title or label not in ("ORG", "NORP", "PERSON", "GPE") or label_around(reading, hit.start, hit.end)[1]:
            return None
    evidence = entry.origin if entry.origin in ("demonym", "region", "currency") else "lexicon"
    return Candidate(hit.start, hit.end, entry.thing, "gazetteer", evidence)


def is_amount(text: str, hit: Hit) -> bool:
    """Say whether a currency stands in a sum of money, where it is a unit and not an entity."""
    before = text[max(0, hit.start - 12) : hit.start].rstrip()
    after = text[hit.end : hit.end + 2].strip()
    return before.endswith(("illion", "rillion", "undred", "ousand")) or before[-1:].isdigit() or after[:1].isdigit()


def weigh_country(reading: Reading, hit: Hit, entries: list[Entry], setting: Setting) -> Candidate | None:
    """Decide whether a country's name means the country, and which one where two bear it."""
    entry = entries[0]
    doubt = load_lexicon("entities_countries")["doubtful"].get(entry.form)
    label = label_at(reading, hit.start, hit.end)
    codes = [other.country for other in entries if other.origin == "country"]
    if len(set(codes)) > 1:
        named = [code for code in codes if code and setting.countries.get(code)]
        chosen = setting.home if setting.home in codes else named[0] if len(named) == 1 else None
        if chosen is None:
            thing = Thing("country", entry.form)
            return Candidate(hit.start, hit.end, thing, "gazetteer", "uncertain_place")
        thing = next(other.thing for other in entries if other.country == chosen)
        return Candidate(hit.start, hit.end, thing, "gazetteer", "country")
    if doubt == "person" and label == "PERSON":
        return None
    if doubt == "place":
        return weigh_namesake(hit, entries, setting)
    rank = DOUBTFUL if is_part_of_name(reading, hit) else KNOWN
    return Candidate(hit.start, hit.end, entry.thing, "gazetteer", "country", rank)


def is_part_of_name(reading: Reading, hit: Hit) -> bool:
    """Say whether the model takes a country's name for a part of a body's name in capitals ("Transparency Kenya")."""
    heads = load_heads()
    for start, end, label in reading.tags:
        if start <= hit.start and hit.end <= end and end - start > hit.end - hit.start + 1:
            words = [word for word in reading.words if start <= word.start and word.end <= end]
            rest = [word.text for word in words if word.end <= hit.start or hit.end <= word.start]
            return (
                label == "ORG"
                and all(word.is_capital for word in words)
                and "'" not in reading.text[start:end]
                and "’" not in reading.text[start:end]
                and not any(text in heads.titles or text in heads.concepts for text in rest)
                and not all(is_generic(text, heads) for text in rest)
                and not any(other.start < hit.start < other.end < end for other in reading.hits)
            )
    return False


def weigh_namesake(hit: Hit, entries: list[Entry], setting: Setting) -> Candidate:
    """Decide between a country and another country's part of the same name; uncoded where nothing decides."""
    part = next((entry for entry in entries if entry.origin == "subdivision"), None)
    country = entries[0]
    as_country = setting.countries.get(country.country or "", 0)
    as_part = setting.countries.get(part.country or "", 0) if part else 0
    if part and (part.country == setting.home or (as_part and not as_country)):
        return Candidate(hit.start, hit.end, part.thing, "gazetteer", "subdivision")
    if not part or as_country or not as_part:
        return Candidate(
            hit.start, hit.end, country.thing, "gazetteer", "uncertain_place" if not as_country else "country"
        )
    return Candidate(hit.start, hit.end, Thing("place", country.form), "gazetteer", "uncertain_place")


def weigh_place(reading: Reading, hit: Hit, entries: list[Entry], setting: Setting) -> Candidate | None:
    """Decide whether the name of a province or city means it, and which of the provinces of that name."""
    heads = load_heads()
    surface = reading.text[hit.start : hit.end]
    if all(word in heads.generic or word in heads.stops for word in surface.split()):
        return None
    if entries[0].origin == "city" and surface in heads.given and " " not in surface and entries[0].weight < 1_000_000:
        return None
    label, inside = label_around(reading, hit.start, hit.end)
    parts = [entry for entry in entries if entry.origin == "subdivision"]
    near = [entry for entry in parts if entry.country == setting.home or setting.countries.get(entry.country or "")]
    home = [entry for entry in near if entry.country == setting.home]
    population = max((entry.weight for entry in entries if entry.origin == "city"), default=0)
    rank = KNOWN
    if label == "PERSON" and inside:
        return None
    if not inside and label != "GPE" and population and is_placed(reading, hit):
        label = "GPE"
    if label == "PERSON" and not inside and population >= 500_000:
        label = ""
    if label not in PLACE_LABELS:
        strong = bool(near) or population >= 1_000_000 or (parts and parts[0].weight)
        if not strong or (label == "PERSON" and population < 1_000_000) or label == "ORG" and inside:
            return None
        rank = KNOWN if not label or population >= 1_000_000 or near else DOUBTFUL
    chosen = home or near or parts
    if len(chosen) == 1 and (near or len(parts) == 1):
        evidence = "subdivision" if near else "uncertain_place"
        return Candidate(hit.start, hit.end, chosen[0].thing, "gazetteer", evidence, rank)
    evidence = "city" if population else "uncertain_place"
    return Candidate(hit.start, hit.end, Thing("place", surface), "gazetteer", evidence, rank)


def is_placed(reading: Reading, hit: Hit) -> bool:
    """Say whether a name stands as places do: behind "in", or in a list with a known place next to it."""
    text = reading.text
    if text[: hit.start].endswith((" in ", "In ", " near ", " across ")):
        return True
    for other in reading.hits:
        if other.entries[0].origin not in PLACE_ORIGINS or "demonym" in (other.entries[0].origin,):
            continue
        if other.end < hit.start and text[other.end : hit.start] in (", ", " and ", ", and "):
            return label_at(reading, other.start, other.end) in PLACE_LABELS
        if hit.end < other.start and text[hit.end : other.start] in (", ", " and ", ", and "):
            return label_at(reading, other.start, other.end) in PLACE_LABELS
    return False


def label_at(reading: Reading, start: int, end: int) -> str:
    """Return the model's label of the entity that covers a stretch, or an empty string."""
    return label_around(reading, start, end)[0]


def label_around(reading: Reading, start: int, end: int) -> tuple[str, bool]:
    """Return the model's label of the entity that covers a stretch, and whether that is longer than the stretch."""
    for tag_start, tag_end, label in reading.tags:
        if tag_start <= start and end <= tag_end:
            return label, (tag_end - tag_start) > (end - start) + 1
    return "", False


def gather_names(reading: Reading) -> list[Candidate]:
    """Return the candidates that the shape of names gives: runs of capitalised words with a head noun, and persons."""
    if reading.is_upper:
        return []
    heads = load_heads()
    known = {(hit.start, hit.end): hit.entries[0] for hit in reading.hits}
    found: list[Candidate] = []
    for first, last in find_runs(reading.text, reading.words, list_known(reading)):
        words = strip_titles(strip_places(reading, reading.words[first:last], heads), heads)
        first = last - len(words)
        entry = known.get((words[0].start, words[-1].end))
        lowered = None if reading.is_title else extend_lower(reading, first, last, entry, heads)
        if lowered:
            found.append(lowered)
        elif len(words) > 1:
            named = type_name(reading, words, heads)
            if named:
                found.append(named)
        if entry is None or entry.origin == "city":
            person = find_person(reading, words, first < last - len(words), heads)
            if person:
                found.append(person)
    found.extend(find_placed_events(reading, heads))
    for match in NUMBERED_SESSION.finditer(reading.text):
        thing = Thing("event", f"{match.group(1).upper()}{match.group(2)}")
        found.append(Candidate(match.start(), match.end(), thing, "rule", "headed"))
    return found


def list_known(reading: Reading) -> Known:
    """Return where the lexicon's places stand in a passage: no name runs on over them into another."""
    places = [hit for hit in reading.hits if hit.entries[0].origin in PLACE_ORIGINS]
    return Known(frozenset(hit.start for hit in places), frozenset(hit.end for hit in places))


def strip_places(reading: Reading, words: list[Word], heads: Heads) -> list[Word]:
    """Return the words of a run without a country before a title ("United States President Jane Doe")."""
    for hit in reading.hits:
        if hit.start == words[0].start and hit.entries[0].origin in ("country", "demonym", "region"):
            rest = [word for word in words if word.start >= hit.end]
            if len(rest) > 1 and rest[0].text in heads.titles and rest[1].text not in ("of", "for"):
                return rest
    return words


def type_name(reading: Reading, words: list[Word], heads: Heads) -> Candidate | None:
    """Return the candidate of a run that has a head noun and says more than it."""
    kind, head = type_run(words, heads)
    if kind is None or reading.is_title or not is_specific(words, kind, heads):
        return None
    start, end = words[0].start, words[-1].end
    return Candidate(start, end, Thing(kind, reading.text[start:end]), "rule", "headed")


def is_specific(words: list[Word], kind: str, heads: Heads) -> bool:
    """Say whether a run with a head says which one: by a word of its own, a complement, or as a pair that is a name."""
    texts = [word.text for word in words]
    if not all(is_generic(text, heads) for text in texts) or (kind == "other" and len(texts) > 1):
        return True
    if " ".join(texts) in heads.pairs:
        return True
    opener = next((index for index, text in enumerate(texts) if text in ("of", "for", "on")), None)
    if opener is None:
        return False
    complement = [text for text in texts[opener + 1 :] if text[0].isupper()]
    return len(complement) > 1 or bool(complement) and complement[0] not in heads.plain_complements


def extend_lower(reading: Reading, first: int, last: int, entry: Entry | None, heads: Heads) -> Candidate | None:
    """Return the name that a run forms with a head in lower case behind it ("Doha trade talks", "2015 Canadian election")."""
    words = reading.words
    at = last
    while at < min(last + 2, len(words)) and words[at].text in heads.middles:
        at += 1
    if at >= len(words) or words[at].text not in heads.lower:
        return None
    for index in range(last, at + 1):
        if reading.text[words[index - 1].end : words[index].start] != " ":
            return None
    kind, start = heads.lower[words[at].text], words[first].start
    dated = first > 0 and words[first - 1].text.isdigit() and len(words[first - 1].text) == 4
    if dated and kind == "event":
        start = words[first - 1].start
    if entry and kind != "event" and not (kind == "organization" and entry.origin in ("organization", "programme")):
        return None
    if kind == "event" and words[at].text in ("election", "elections", "coup", "crisis") and not dated and at == last:
        return None
    if kind == "event" and words[at].text == "talks" and at == last:
        return None
    if entry and kind == "organization" and words[at].text != "secretariat":
        return None
    if kind == "organization" and words[at].text in ("group", "agency", "bank") and at == last:
        return None
    if all(is_generic(word.text, heads) for word in words[first:last]) and not dated:
        return None
    if not entry and first == 0 and last == 1:
        return None
    end = words[at].end
    if words[at].text in ("election", "elections", "referendum", "summit") and at + 2 < len(words):
        hit = next((hit for hit in reading.hits if hit.start == words[at + 2].start), None)
        if words[at + 1].text in ("in", "of", "for") and hit and hit.entries[0].origin in PLACE_ORIGINS:
            end = hit.end
    return Candidate(start, end, Thing(kind, reading.text[start:end]), "rule", "headed")


def find_placed_events(reading: Reading, heads: Heads) -> list[Candidate]:
    """Return the events that are named by what they are and where: "war in Ukraine", "invasion of Poland"."""
    found: list[Candidate] = []
    words = reading.words
    places = {hit.start: hit for hit in reversed(reading.hits) if hit.entries[0].origin in ("country", "region")}
    for index in range(len(words) - 2):
        if words[index].text.lower() not in heads.event_nouns or words[index + 1].text not in (
            "in",
            "of",
            "on",
            "against",
        ):
            continue
        at = index + 3 if words[index + 2].text == "the" and index + 3 < len(words) else index + 2
        hit = places.get(words[at].start)
        if hit and words[index + 2].start == words[index + 1].end + 1:
            start = words[index].start
            thing = Thing("event", reading.text[start : hit.end])
            found.append(Candidate(start, hit.end, thing, "rule", "headed"))
    return found


def find_person(reading: Reading, words: list[Word], has_title: bool, heads: Heads) -> Candidate | None:
    """Return the person that a run without a head names, told by a first name that the census knows or a title."""
    if not 2 <= len(words) <= 4 or words[0].text not in heads.given:
        return None
    for word in words:
        if word.text in heads.types or word.text in heads.generic or word.text[0].isdigit():
            return None
        if len(word.text) > 3 and (word.text.isupper() or word.text in ("University", "Inc")):
            return None
    if words[-1].text in ("and", "&") or any(word.text in ("and", "&", "for", "on") for word in words):
        return None
    if reading.is_title and label_at(reading, words[0].start, words[-1].end) != "PERSON":
        return None
    start, end = words[0].start, words[-1].end
    return Candidate(start, end, Thing("person", reading.text[start:end]), "rule", "given_name")


def is_generic(word: str, heads: Heads) -> bool:
    """Say whether a word of a name tells nothing by itself."""
    return word in heads.generic or not word[0].isupper() or ("-" in word and set(word.split("-")) <= heads.generic)


def strip_titles(words: list[Word], heads: Heads) -> list[Word]:
    """Return the words of a run without the titles that lead a person's name."""
    while len(words) > 1 and words[0].text in heads.titles and words[1].text not in ("of", "for"):
        words = words[1:]
    return words


def gather_tags(reading: Reading) -> list[Candidate]:
    """Return the candidates that the model's entities give, checked against the shape of names."""
    heads = load_heads()
    found: list[Candidate] = []
    for start, end, label in reading.tags:
        candidate = weigh_tag(reading, start, end, label, heads)
        if candidate:
            found.append(candidate)
    return found


def weigh_tag(reading: Reading, start: int, end: int, label: str, heads: Heads) -> Candidate | None:
    """Return the candidate of one entity of the model; None where its shape speaks against it."""
    words = [word for word in reading.words if start <= word.start and word.end <= end]
    words = strip_titles(words, heads)
    while words and not (words[-1].is_capital or words[-1].text[0].isdigit()):
        words = words[:-1]
    cut = next((index for index, word in enumerate(words) if word.text in ("in", "et") and index), len(words))
    words = words[:cut]
    while words and (words[0].text in heads.stops or not (words[0].is_capital or words[0].text[0].isdigit())):
        words = words[1:]
    if not words or not any(word.is_capital for word in words):
        return None
    if label == "NORP" or all(is_generic(word.text, heads) or word.text in heads.titles for word in words):
        return None
    if (reading.is_title or reading.is_upper) and label != "PERSON":
        return None
    start, end = words[0].start, max(words[-1].end, end if reading.text[end - 1] == "." else words[-1].end)
    kind = MODEL_TYPES[label]
    single = len(words) == 1
    if label == "PERSON":
        if any(word.text[0].isdigit() or word.text in heads.types or word.text in heads.generic for word in words):
            return None
        if single and words[0].text.isupper() and len(words[0].text) <= 5:
            kind = "organization"
    elif not single:
        kind = type_run(words, heads)[0] or kind
    if single and is_ordinary(reading, words[0]):
        return None
    if label in ("PERSON", "ORG") and all(word.text.lower() in reading.vocabulary for word in words):
        return None
    if label == "ORG" and not is_named_body(reading, words, heads):
        return None
    if label == "PERSON" and is_cited(reading.text, end):
        return None
    return Candidate(start, end, Thing(kind, reading.text[start:end]), "model", f"model_{label}", TAGGED)


def is_named_body(reading: Reading, words: list[Word], heads: Heads) -> bool:
    """Say whether what the model takes for an organisation is shaped as one: no kind in the plural, no idea, no mere label.

    A short form that nothing explains has to act in its sentence (subject, agent or owner) to be taken for a body.
    """
    last = words[-1].text
    if last.endswith("s") and last[:-1] in heads.types or last.endswith("ies") and f"{last[:-3]}y" in heads.types:
        return False
    initials = "".join(word.text[0] for word in words if word.is_capital)
    if initials in heads.concepts or last in heads.concepts:
        return False
    if len(words) == 1 and last.isupper() and len(last) <= 6:
        tokens = reading.passage.parse.char_span(words[0].start, words[0].end, alignment_mode="expand")
        return tokens is not None and tokens.root.dep_ in (
            "nsubj",
            "nsubjpass",
            "poss",
            "agent",
            "conj",
            "appos",
            "ROOT",
            "pobj",
        )
    return True


def is_cited(text: str, end: int) -> bool:
    """Say whether a name is that of a cited author: "et al." or a year in brackets stands behind it."""
    behind = text[end : end + 8].lstrip(" ,(")
    return behind.startswith(("et al", "and al")) or (behind[:2] in ("19", "20") and behind[:4].isdigit())


def is_ordinary(reading: Reading, word: Word) -> bool:
    """Say whether a single capitalised word is no proper noun to the tagger, as at the start of a sentence."""
    tokens = reading.passage.parse.char_span(word.start, word.end, alignment_mode="expand")
    return tokens is None or not any(token.pos_ == "PROPN" for token in tokens)


def prefer(item: Candidate) -> tuple[int, int, bool, int, str]:
    """Order candidates: known before tagged, then longer, then the lexicon's, then earlier."""
    return (item.rank, -item.length, item.method == "rule", item.start, item.evidence)


def choose(candidates: list[Candidate]) -> list[Candidate]:
    """Return those candidates that do not overlap a better one."""
    chosen: list[Candidate] = []
    taken: list[tuple[int, int]] = []
    for candidate in sorted(candidates, key=prefer):
        if all(candidate.end <= start or end <= candidate.start for start, end in taken):
            taken.append((candidate.start, candidate.end))
            chosen.append(candidate)
    chosen.sort(key=lambda item: item.start)
    return chosen


def rename(candidate: Candidate, thing: Thing) -> Candidate:
    """Return the candidate as a mention of another thing."""
    return replace(candidate, thing=thing)
