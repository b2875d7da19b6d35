"""Which mentions of a document name one thing: short for full names, agreed types, national bodies of the home country."""

from collections import Counter

from flows.extraction.candidates import TAGGED, Candidate, Reading, Setting, choose, rename
from flows.extraction.gazetteer import Entry, Gazetteer, Thing, normalise_name


def identify_things(readings: list[Reading], chosen: list[list[Candidate]], setting: Setting) -> list[list[Candidate]]:
    """Return the mentions with names of one thing brought together, and names known from one passage found in the others."""
    chosen = repeat_names(readings, chosen)
    canonical = merge_names(chosen)
    return [[rename(item, canonical.get(item.thing, item.thing)) for item in items] for items in chosen]


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
    """Map each uncoded thing whose name ends, or for persons begins or ends, one fuller name of its type to the fuller one."""
    things = list(dict.fromkeys(item.thing for items in chosen for item in items if not item.thing.code))
    words = {thing: normalise_name(thing.name).split() for thing in things}
    fuller: dict[tuple[str, str], list[Thing]] = {}
    for thing in things:
        tokens = words[thing]
        for size in range(1, len(tokens)):
            if size == 1 and thing.entity_type != "person":
                continue
            fuller.setdefault((thing.entity_type, " ".join(tokens[-size:])), []).append(thing)
    merged: dict[Thing, Thing] = {}
    for thing in things:
        full = fuller.get((thing.entity_type, " ".join(words[thing])), [])
        if thing.entity_type != "product" and len({other.entity_id for other in full}) == 1:
            merged[thing] = full[0]
    return merged
