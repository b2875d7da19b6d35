"""Which mentions of a document name one thing: short for full names, agreed types, national bodies of the home country."""

from collections import Counter
from functools import cache

from flows.extraction.entities.atlas import load_gazetteer, load_shared_parts, load_state_bodies, load_territories
from flows.extraction.entities.gazetteer import Entry, Gazetteer, Thing, fold, normalise_name
from flows.extraction.entities.heads import YEAR, form_singular, load_heads
from flows.extraction.entities.reading import TAGGED, Candidate, Reading, choose, rename
from flows.extraction.lexicon import load_lexicon


def identify_things(
    readings: list[Reading], chosen: list[list[Candidate]], countries: dict[str, int], home: str | None
) -> list[list[Candidate]]:
    """Return the mentions with names of one thing brought together, and names known from one passage found in the others.

    ``countries`` counts the document's plain mentions of countries by alpha-2 code, ``home`` is its own, if one is plain.
    """
    chosen = link_initials(readings, repeat_names(readings, chosen))
    chosen = [[rename(item, name_country(item.thing, countries, home)) for item in items] for items in chosen]
    canonical = merge_names(chosen)
    return [[rename(item, canonical.get(item.thing, item.thing)) for item in items] for items in chosen]


def link_initials(readings: list[Reading], chosen: list[list[Candidate]]) -> list[list[Candidate]]:
    """Find short forms that the text does not define, but that are the initials of just one thing it names in full."""
    full: dict[str, dict[str, Thing]] = {}
    for item in (item for items in chosen for item in items):
        initials = "".join(word[0] for word in item.thing.name.split() if word[0].isupper())
        if item.thing.entity_type in ("organization", "programme", "event", "infrastructure") and len(initials) > 2:
            full.setdefault(initials, {})[item.thing.entity_id] = item.thing
    short = {initials: next(iter(held.values())) for initials, held in full.items() if len(held) == 1}
    concepts = load_heads().concepts
    result: list[list[Candidate]] = []
    for reading, items in zip(readings, chosen, strict=True):
        taken = {item.start for item in items if item.method not in ("model", "rule")}
        found = [
            Candidate(word.start, word.end, short[word.text], "acronym", "acronym")
            for word in reading.words
            if word.text in short and word.text not in concepts and word.start not in taken and not reading.is_upper
        ]
        result.append(choose([*items, *found]) if found else items)
    return result


def name_country(thing: Thing, countries: dict[str, int], home: str | None) -> Thing:
    """Return a body of a state with its country in the name: the one it is given with, else the document's own.

    "U.S. Department of Energy" and, in an American text, "Department of Energy" are one thing; "Ministry of Health" is
    another one in each country. Where no country is the document's own, a body that one country alone is known to have is
    taken for that one's, if the document names it.
    """
    if thing.entity_type != "organization" or thing.name.endswith(")") or is_known_body(thing):
        return thing
    country, body = split_country(thing.name)
    if body.split()[0] not in load_heads().state_heads or not (
        country or body in load_state_bodies() or body.split()[0].startswith(("Ministr", "Department"))
    ):
        return thing
    only = next((code for code, count in countries.items() if count > 1 and len(countries) == 1), None)
    code = (
        country
        or home
        or only
        or next((code for code in load_only_bodies().get(body, ()) if countries.get(code)), None)
    )
    known = load_territories().get(code or "")
    if known is None:
        return thing
    usual = load_lexicon("entities_countries")["bodies"].get(code, {}).get(body, body)
    return Thing("organization", usual if usual.startswith("HM ") else f"{usual} ({known.name})")


def is_known_body(thing: Thing) -> bool:
    """Say whether the lexicon knows one body of just this name, which needs no country to be told from others."""
    entries = load_gazetteer().entries.get(fold(thing.name), ())
    return thing.name not in load_state_bodies() and any(entry.thing == thing for entry in entries)


@cache
def load_only_bodies() -> dict[str, tuple[str, ...]]:
    """Return the alpha-2 codes of the countries that the lexicon knows a body of each name in, where it is one country only."""
    codes = {thing.name: code for code, thing in load_territories().items()}
    found: dict[str, set[str]] = {}
    for entries in load_gazetteer().entries.values():
        for entry in entries:
            body, _, country = entry.thing.name.removesuffix(")").rpartition(" (")
            if entry.thing.entity_type == "organization" and country in codes:
                found.setdefault(body, set()).add(codes[country])
    return {body: tuple(held) for body, held in found.items() if len(held) == 1}


def split_country(name: str) -> tuple[str | None, str]:
    """Return the alpha-2 code of the country that a name begins with or ends in behind "of", and the rest of it."""
    for hit in load_gazetteer().find(name):
        entry = hit.entries[0]
        if entry.origin not in ("country", "demonym") or not entry.country:
            continue
        if hit.start == 0 and hit.end < len(name):
            return entry.country, name[hit.end :].strip()
        before = name[: hit.start].removesuffix("the ")
        if hit.end == len(name) and before.endswith(" of ") and len(before) > 4:
            return entry.country, before[:-4]
    return None, name


def repeat_names(readings: list[Reading], chosen: list[list[Candidate]]) -> list[list[Candidate]]:
    """Find the document's own names wherever they stand, also in headings and where the model missed them."""
    votes: dict[str, Counter[Thing]] = {}
    for reading, items in zip(readings, chosen, strict=True):
        for item in items:
            if item.method in ("rule", "model"):
                votes.setdefault(reading.text[item.start : item.end], Counter())[item.thing] += 1
    entries: list[Entry] = []
    for surface, counts in votes.items():
        total = sum(counts.values())
        thing = max(counts.items(), key=lambda vote: (vote[1], vote[0].name, vote[0].entity_type))[0]
        is_single = " " not in surface
        if is_single and (total < 2 and not surface.isupper()) and thing.entity_type != "person":
            continue
        entries.append(Entry(surface, thing, "name", "other"))
        if thing.entity_type == "person" and not is_single and is_surname(surface.split()[-1]):
            entries.append(Entry(surface.split()[-1], thing, "name", "other"))
    gazetteer = Gazetteer(entries)
    result: list[list[Candidate]] = []
    for reading, items in zip(readings, chosen, strict=True):
        hits = gazetteer.find(reading.text)
        again = [Candidate(hit.start, hit.end, hit.entries[0].thing, "rule", "repeated", TAGGED) for hit in hits]
        kept = [adopt(item, again) for item in items]
        result.append(choose([*kept, *again]) if again else items)
    return result


def is_surname(word: str) -> bool:
    """Say whether the last word of a person's name may stand for the person: no initial, and no country's name."""
    known = load_gazetteer().entries.get(fold(word), ())
    return len(word) > 2 and not any(entry.origin in ("country", "region") for entry in known)


def adopt(item: Candidate, again: list[Candidate]) -> Candidate:
    """Return a mention under the type that most mentions of its name have."""
    if item.method not in ("rule", "model"):
        return item
    same = next((other for other in again if (other.start, other.end) == (item.start, item.end)), None)
    return rename(item, same.thing) if same else item


def is_stray(word: str) -> bool:
    """Say whether the first word of a name is a short form that names no thing and stands before it by chance."""
    return word.isupper() and 1 < len(word) <= 6 and fold(word) not in load_gazetteer().entries


LINKS = frozenset(("of", "for", "on", "in", "the", "and", "to", "s"))  # words behind which a complement begins


def merge_names(chosen: list[list[Candidate]]) -> dict[Thing, Thing]:
    """Map each uncoded thing to the coded one of its name, or to the one fuller thing of its type whose name ends with its own."""
    coded = {
        normalise_name(item.thing.name): item.thing
        for items in chosen
        for item in items
        if item.thing.code and item.thing.entity_type in ("country", "place", "region")
        if item.thing.code not in load_shared_parts()
    }
    known = {item.thing for items in chosen for item in items if item.method == "gazetteer"}
    things = list(dict.fromkeys(item.thing for items in chosen for item in items if not item.thing.code))
    words = {thing: normalise_name(thing.name).split() for thing in things}
    fuller: dict[tuple[str, str], list[Thing]] = {}
    for thing in things:
        tokens = words[thing]
        body = normalise_name(thing.name.partition(" (")[0])
        if body != " ".join(tokens):
            fuller.setdefault((thing.entity_type, body), []).append(thing)
        if len(tokens) > 2 and YEAR.match(tokens[-1]):
            undated = tokens[:-2] if tokens[-2] == "of" else tokens[:-1]
            fuller.setdefault((thing.entity_type, " ".join(undated)), []).append(thing)  # "Trade Act of 1974"
        for size in range(1, len(tokens)):
            if (size == 1 and thing.entity_type != "person") or tokens[-size - 1] in LINKS:
                continue  # "Government of India" is no short form of "Departments of Government of India"
            if size == len(tokens) - 1 and is_stray(thing.name.split()[0]):
                continue
            fuller.setdefault((thing.entity_type, " ".join(tokens[-size:])), []).append(thing)
    named = {(thing.entity_type, " ".join(words[thing])): thing for thing in things}
    merged: dict[Thing, Thing] = {}
    for thing in things:
        same = coded.get(" ".join(words[thing]))
        if same and thing.entity_type in ("country", "place", "region"):
            merged[thing] = same
            continue
        one = named.get((thing.entity_type, form_singular(" ".join(words[thing]))))
        if one and one != thing:
            merged[thing] = one
            continue
        full = fuller.get((thing.entity_type, " ".join(words[thing])), [])
        if thing in known:
            continue  # the Amber Road is itself, whatever "the Northern Amber Road" is
        if thing.entity_type != "product" and len({other.entity_id for other in full}) == 1:
            merged[thing] = full[0]
    return merged
