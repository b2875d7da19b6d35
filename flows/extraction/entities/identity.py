"""Which mentions of a document name one thing: short for full names, agreed types, national bodies of the home country."""

from collections import Counter

from flows.extraction.entities.atlas import load_gazetteer, load_state_bodies, load_territories
from flows.extraction.entities.gazetteer import Entry, Gazetteer, Thing, normalise_name
from flows.extraction.entities.heads import form_singular, load_heads
from flows.extraction.entities.reading import TAGGED, Candidate, Reading, choose, rename


def identify_things(readings: list[Reading], chosen: list[list[Candidate]], home: str | None) -> list[list[Candidate]]:
    """Return the mentions with names of one thing brought together, and names known from one passage found in the others."""
    chosen = repeat_names(readings, chosen)
    chosen = [[rename(item, name_country(item.thing, home)) for item in items] for items in chosen]
    canonical = merge_names(chosen)
    return [[rename(item, canonical.get(item.thing, item.thing)) for item in items] for items in chosen]


def name_country(thing: Thing, home: str | None) -> Thing:
    """Return a body of a state with its country in the name: the one it is given with, else the document's own.

    "U.S. Department of Energy" and, in an American text, "Department of Energy" are one thing; "Ministry of Health" is
    another one in each country.
    """
    if thing.entity_type != "organization" or thing.code:
        return thing
    country, body = split_country(thing.name)
    if body.split()[0] not in load_heads().state_heads or not (
        country or body in load_state_bodies() or body.split()[0].startswith(("Ministr", "Department"))
    ):
        return thing
    known = load_territories().get(country or home or "")
    return Thing("organization", f"{body} ({known.name})") if known else thing


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
        if thing.entity_type == "person" and not is_single and len(surface.split()[-1]) > 2:
            entries.append(Entry(surface.split()[-1], thing, "name", "other"))
    gazetteer = Gazetteer(entries)
    result: list[list[Candidate]] = []
    for reading, items in zip(readings, chosen, strict=True):
        hits = gazetteer.find(reading.text)
        again = [Candidate(hit.start, hit.end, hit.entries[0].thing, "rule", "repeated", TAGGED) for hit in hits]
        kept = [adopt(item, again) for item in items]
        result.append(choose([*kept, *again]) if again else items)
    return result


def adopt(item: Candidate, again: list[Candidate]) -> Candidate:
    """Return a mention under the type that most mentions of its name have."""
    if item.method not in ("rule", "model"):
        return item
    same = next((other for other in again if (other.start, other.end) == (item.start, item.end)), None)
    return rename(item, same.thing) if same else item


def merge_names(chosen: list[list[Candidate]]) -> dict[Thing, Thing]:
    """Map each uncoded thing to the coded one of its name, or to the one fuller thing of its type whose name ends with its own."""
    coded = {
        normalise_name(item.thing.name): item.thing
        for items in chosen
        for item in items
        if item.thing.code and item.thing.entity_type in ("country", "place", "region")
    }
    things = list(dict.fromkeys(item.thing for items in chosen for item in items if not item.thing.code))
    words = {thing: normalise_name(thing.name).split() for thing in things}
    fuller: dict[tuple[str, str], list[Thing]] = {}
    for thing in things:
        tokens = words[thing]
        body = normalise_name(thing.name.partition(" (")[0])
        if body != " ".join(tokens):
            fuller.setdefault((thing.entity_type, body), []).append(thing)
        for size in range(1, len(tokens)):
            if size == 1 and thing.entity_type != "person":
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
        if thing.entity_type != "product" and len({other.entity_id for other in full}) == 1:
            merged[thing] = full[0]
    return merged
