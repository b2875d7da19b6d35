"""Countries, their parts, cities and other names of the lexicon, with the reading that their context gives them."""

import re
from dataclasses import dataclass

from flows.extraction.document import Card
from flows.extraction.entities.atlas import load_dependencies
from flows.extraction.entities.gazetteer import Entry, Hit, Thing
from flows.extraction.entities.heads import is_generic, load_heads
from flows.extraction.entities.homeland import choose_home
from flows.extraction.entities.namesakes import LIST_GAPS, choose_part, weigh_namesake
from flows.extraction.entities.naming import Word
from flows.extraction.entities.reading import (
    DOUBTFUL,
    KNOWN,
    LARGE_CITY,
    PLACE_ORIGINS,
    Candidate,
    Reading,
    label_around,
    label_at,
)
from flows.extraction.lexicon import load_lexicon

INNER = frozenset(("to", "for", "and", "in"))  # words in lower case inside names
# what follows the maker of an act in its number: "(EU) No 648/2012"
ACT_NUMBER = re.compile(r"\) (?:No\.? ?)?\d{1,4}/\d")
# those who belong to a body, before the country where they are ("United Farmers of Canada")
ADHERENTS = re.compile(
    r"\b(?!Minist|Lead|Memb|Gov|Commission|Wat|Riv|Bord|Rul)[A-Z][a-z]+(?:ers|ists|erans|iends|ians) of (?:the )?[A-Z]"
)
PLACE_LABELS = frozenset(("GPE", "LOC"))


@dataclass(slots=True)
class Setting:
    """What the whole document says about which reading of an ambiguous name is meant.

    ``countries`` counts plain mentions by alpha-2 code; ``home`` is the card's country or the plainly dominant one;
    ``named`` holds the names of the things that are somewhere called by more than a short form.
    """

    countries: dict[str, int]
    home: str | None
    named: frozenset[str]


def count_countries(readings: list[Reading], card: Card) -> Setting:
    """Count the plain mentions of countries in a document and name its home country, if one is plain."""
    doubtful = load_lexicon("entities_countries")["doubtful"]
    territories = load_dependencies()
    counts: dict[str, int] = {}
    named: set[str] = set()
    for reading in readings:
        covered = -1
        for hit in reading.hits:
            if hit.start < covered:
                continue
            covered = hit.end
            entry = hit.entries[0]
            if entry.policy != "upper":
                named.add(entry.thing.name)
            codes = {other.country for other in hit.entries if other.origin in ("country", "demonym", "region")}
            if (
                entry.country in codes
                and entry.country
                and entry.country not in territories
                and len(codes) == 1
                and entry.form not in doubtful
                and entry.form not in load_heads().ambiguous_acronyms
            ):
                counts[entry.country] = counts.get(entry.country, 0) + 1
    return Setting(counts, choose_home(card.country, counts), frozenset(named))


def gather_hits(reading: Reading, setting: Setting) -> list[Candidate]:
    """Return the candidates that the lexicon's names give, goods aside."""
    found: list[Candidate] = []
    covered_until = -1
    for hit in reading.hits:
        if hit.end <= covered_until:
            continue
        if hit.entries[0].origin == "currency" and is_amount(reading.text, hit):
            covered_until = hit.end  # also the country in "five million US dollars"
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
    if entry.form == "Mainland" and not (setting.countries.get("CN") or "Hong Kong" in setting.named):
        return None
    if entry.form in ("EU", "EC", "EEC") and ACT_NUMBER.match(reading.text, hit.end):
        return None
    if entry.policy == "upper" and reading.is_upper and entry.form in ("US", "WHO", "CAP", "AU", "AIDS", "IDA"):
        return None
    if entry.form in load_heads().ambiguous_acronyms and entry.thing.name not in setting.named:
        label, inside = label_around(reading, hit.start, hit.end)
        if not label or inside or (entry.origin == "country" and entry.country not in setting.countries):
            return None
    if entry.origin == "country":
        if reading.text[hit.end : hit.end + 2].strip()[:1] == "$":
            return None
        return weigh_country(reading, hit, entries, setting)
    if entry.origin in ("subdivision", "city"):
        return weigh_place(reading, hit, entries, setting)
    if entry.origin == "party":
        label = label_at(reading, hit.start, hit.end)
        if (
            reading.is_title
            or label not in ("ORG", "NORP", "PERSON", "GPE")
            or label_around(reading, hit.start, hit.end)[1]
        ):
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
        others = sum(setting.countries.values())
        if not others or label_around(reading, hit.start, hit.end)[1]:
            return None
    if doubt == "place":
        return weigh_namesake(reading, hit, entries, setting.countries, setting.home)
    if doubt == "region" and is_among_regions(reading):
        entry = next((other for other in entries if other.origin == "region"), entry)
        return Candidate(hit.start, hit.end, entry.thing, "gazetteer", "region")
    rank = DOUBTFUL if is_part_of_name(reading, hit) else KNOWN
    return Candidate(hit.start, hit.end, entry.thing, "gazetteer", "country", rank)


def is_part_of_name(reading: Reading, hit: Hit) -> bool:
    """Say whether the model takes a country's name for a part of a body's name in capitals ("Transparency Kenya")."""
    heads = load_heads()
    for start, end, label in reading.tags:
        if not (start <= hit.start and hit.end <= end and end - start > hit.end - hit.start + 1):
            continue
        words = [word for word in reading.words if start <= word.start and word.end <= end]
        if label == "ORG" and ADHERENTS.search(reading.text, start, end):
            return True
        others = [word for word in words if word.end <= hit.start or hit.end <= word.start]
        rest = [word.text for word in others if word.text not in INNER]
        if (
            any(not word.is_capital and word.text not in INNER for word in words)
            or any(is_country_at(reading, word) for word in others)
            or "'" in reading.text[start:end]
            or "’" in reading.text[start:end]
            or any(text in heads.titles or text in heads.concepts for text in rest)
            or all(is_generic(text, heads) for text in rest)
            or any(other.start < hit.start < other.end < end for other in reading.hits)
        ):
            return False
        return label == "ORG" or (label in PLACE_LABELS and len(words) == 2 and is_slogan(reading, words[0], hit))
    return False


def is_slogan(reading: Reading, word: Word, hit: Hit) -> bool:
    """Say whether a word in capitals before a country makes a name with it ("Global Britain"), and is no name of an age or a regime."""
    text = reading.text
    is_first = (
        word.start == 0
        or text[: word.start].rstrip(" \"'“‘(").endswith((".", ":", "?", "!", ";"))
        or not text[: word.start].strip()
    )
    return (
        word.end + 1 == hit.start
        and not is_first
        and not word.text.lower().endswith(("ist", "ian", "ern", "ic"))
        and word.text.lower() not in load_lexicon("entities_countries")["ages"]
        and word.text.lower() not in reading.vocabulary
    )


def is_among_regions(reading: Reading) -> bool:
    """Say whether a passage names the other parts of Oceania, so that "Micronesia" is the region of that name."""
    return any(hit.entries[0].thing.name in ("Melanesia", "Polynesia") for hit in reading.hits)


def is_country_at(reading: Reading, word: Word) -> bool:
    """Say whether a country's or a region's name begins with a word."""
    hit = reading.hits_at.get(word.start)
    return hit is not None and hit.entries[0].origin in ("country", "region")


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
    population = max((entry.weight for entry in entries if entry.origin == "city"), default=0)
    rank = KNOWN
    if parts and parts[0].weight and not inside:
        label = "GPE"  # its kind is part of the name ("Okayama Prefecture")
    if label == "PERSON" and inside:
        return None
    if not inside and label != "GPE" and population and is_placed(reading, hit):
        label = "GPE"
    if label == "PERSON" and not inside and population >= LARGE_CITY:
        label = ""
    if label not in PLACE_LABELS:
        strong = bool(near) or population >= 1_000_000 or (parts and parts[0].weight)
        if not strong or (label == "PERSON" and population < 1_000_000) or (label == "ORG" and inside):
            return None
        rank = KNOWN if not label or population >= 1_000_000 or near else DOUBTFUL
    part = choose_part(reading, hit, entries, setting.countries, setting.home)
    if part:
        evidence = "subdivision" if near else "uncertain_place"
        return Candidate(hit.start, hit.end, part, "gazetteer", evidence, rank)
    evidence = "city" if population else "uncertain_place"
    name = max(entries, key=lambda entry: entry.weight).form if population and surface.isupper() else surface
    return Candidate(hit.start, hit.end, Thing("place", name), "gazetteer", evidence, rank)


def is_placed(reading: Reading, hit: Hit) -> bool:
    """Say whether a name stands as places do: behind "in", or in a list with a known place next to it."""
    text = reading.text
    if text.endswith((" in ", "In ", " near ", " across "), 0, hit.start):
        return True
    for gap in LIST_GAPS:
        before = reading.hits_to.get(hit.start - len(gap)) if text.endswith(gap, 0, hit.start) else None
        behind = reading.hits_at.get(hit.end + len(gap)) if text.startswith(gap, hit.end) else None
        for other in (before, behind):
            if other is None or other.entries[0].origin not in PLACE_ORIGINS or other.entries[0].origin == "demonym":
                continue
            is_town = other.entries[0].origin == "city" and other.entries[0].weight < LARGE_CITY
            if not is_town or label_at(reading, other.start, other.end) in PLACE_LABELS:
                return True
    return False
