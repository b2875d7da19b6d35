"""References by the head noun alone: "the Initiative", "the Bank" after the full name in the same section."""

from flows.extraction.candidates import Candidate, Reading, choose
from flows.extraction.gazetteer import Thing
from flows.extraction.naming import load_heads

# heads that stand for any body of their kind even with the article and a capital
UNSETTLED = frozenset(("Government", "Governments", "Party", "State", "Member", "Administration", "House"))
REFERRED = frozenset(("organization", "programme", "infrastructure"))
# words before a head that refers back
POINTERS = frozenset(("the", "this", "The", "This", "said"))


def resolve_references(readings: list[Reading], chosen: list[list[Candidate]]) -> list[list[Candidate]]:
    """Add a mention for each capitalised head that follows exactly one full name with that head in its section."""
    result: list[list[Candidate]] = []
    section: str | None = None
    named: dict[str, dict[str, Thing]] = {}
    for reading, items in zip(readings, chosen, strict=True):
        if reading.passage.section.section_id != section:
            section, named = reading.passage.section.section_id, {}
        found = find_references(reading, items, named)
        result.append(choose([*items, *found]) if found else items)
    return result


def find_references(reading: Reading, items: list[Candidate], named: dict[str, dict[str, Thing]]) -> list[Candidate]:
    """Return the references of one passage, and note the heads of its full names in ``named``."""
    heads = load_heads().types
    ends = {item.end: item for item in items if item.thing.entity_type in REFERRED and item.method != "coreference"}
    fronts = {item.start: item for item in ends.values()}
    starts = {item.start for item in items}
    found: list[Candidate] = []
    words = reading.words
    for index, word in enumerate(words):
        if word.text not in heads or word.text in UNSETTLED:
            continue
        item = ends.get(word.end) or fronts.get(word.start)
        if item and item.length > word.end - word.start:
            named.setdefault(word.text, {})[item.thing.entity_id] = item.thing
            continue
        if index == 0 or not named or words[index - 1].text not in POINTERS or word.start in starts:
            continue
        if index + 1 < len(words) and words[index + 1].is_capital and words[index + 1].start == word.end + 1:
            continue
        things = list(named.get(word.text, {}).values())
        if len(things) == 1:
            found.append(Candidate(word.start, word.end, things[0], "coreference", "coreference"))
    return found
