"""References by the head noun alone: "the Initiative", "the Bank" after the full name in the same section."""

from flows.extraction.entities.gazetteer import Thing
from flows.extraction.entities.heads import COMPLEMENTS, load_heads
from flows.extraction.entities.naming import Word
from flows.extraction.entities.reading import Candidate, Reading, choose

# heads that stand for any body of their kind even with the article and a capital
UNSETTLED = frozenset(("Government", "Governments", "Party", "State", "Member", "Administration", "House"))
EUROPEAN_COMMISSION = Thing("organization", "European Commission")
REFERRED = frozenset(("organization", "programme", "infrastructure"))
# words before a head that refers back
POINTERS = frozenset(("the", "this", "The", "This", "said"))


def resolve_references(readings: list[Reading], chosen: list[list[Candidate]]) -> list[list[Candidate]]:
    """Add a mention for each capitalised head that follows exactly one full name with that head in its section."""
    result: list[list[Candidate]] = []
    section: str | None = None
    union = find_institutions(readings, chosen)
    named: dict[str, dict[str, Thing]] = {}
    for reading, items in zip(readings, chosen, strict=True):
        if reading.passage.section.section_id != section:
            section, named = reading.passage.section.section_id, dict(union)
        found = find_references(reading, items, named)
        result.append(choose([*items, *found]) if found else items)
    return result


def find_institutions(readings: list[Reading], chosen: list[list[Candidate]]) -> dict[str, dict[str, Thing]]:
    """Return "Commission" as the European one where a document is plainly of the European Union and names no other.

    It is where it names the Union or its Commission, or speaks of Member States and of what is European.
    """
    names = {item.thing.name for items in chosen for item in items if item.thing.entity_type == "organization"}
    others = {name for name in names if "Commission" in name.split() and name != EUROPEAN_COMMISSION.name}
    is_union = bool(names & {"European Union", EUROPEAN_COMMISSION.name}) or (
        any("European" in reading.text for reading in readings)
        and any("Member State" in reading.text for reading in readings)
    )
    if others or not is_union:
        return {}
    return {"Commission": {EUROPEAN_COMMISSION.entity_id: EUROPEAN_COMMISSION}}


def find_references(reading: Reading, items: list[Candidate], named: dict[str, dict[str, Thing]]) -> list[Candidate]:
    """Return the references of one passage, and note the heads of its full names in ``named``."""
    ends = {item.end: item for item in items if item.thing.entity_type in REFERRED and item.method != "coreference"}
    fronts = {item.start: item for item in ends.values()}
    starts = {item.start for item in items}
    found: list[Candidate] = []
    words = reading.words
    for index, word in enumerate(words):
        first, head = find_head(words, index)
        if head is None:
            continue
        start = words[first].start
        leads = index + 1 < len(words) and words[index + 1].text in COMPLEMENTS
        item = ends.get(word.end) or (fronts.get(start) if leads else None)
        if item and item.length > word.end - start:
            named[head] = {**named.get(head, {}), item.thing.entity_id: item.thing}
            continue
        if first == 0 or not named or words[first - 1].text not in POINTERS or start in starts:
            continue
        if index + 1 < len(words) and words[index + 1].is_capital and words[index + 1].start == word.end + 1:
            continue
        things = list(named.get(head, {}).values())
        if words[first - 1].text in ("this", "This") and things[:1] and things[0].entity_type == "programme":
            continue  # "this Directive" is the text itself
        if len(things) == 1:
            found.append(Candidate(start, word.end, things[0], "coreference", "coreference"))
    return found


def find_head(words: list[Word], index: int) -> tuple[int, str | None]:
    """Return the index of the first word of the head noun that ends at an index, and the head ("Bank", "Task Force"), or None."""
    heads = load_heads()
    text = words[index].text
    pair = f"{words[index - 1].text} {text}" if index else ""
    if pair in heads.pairs and text not in heads.types:
        return index - 1, pair
    return index, text if text in heads.types and text not in UNSETTLED else None
