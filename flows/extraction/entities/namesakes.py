"""Which place of a name is meant, where a country, a part of a country or a city share it: by what stands next to it.

A name that nothing decides stays without a code.
"""

from collections.abc import Iterator

from flows.extraction.entities.atlas import KNOWN_TOWN, load_shared_parts
from flows.extraction.entities.gazetteer import Entry, Hit, Thing
from flows.extraction.entities.reading import Candidate, Reading

LIST_GAPS = (", ", " and ", ", and ", " or ", ", or ")
INSIDE_GAPS = (", ", " in ", " (", ", in ")  # between a place and the country that it lies in
OWNER_GAPS = ("'s ", "’s ", " ")  # between a country and its place ("Pakistan's Punjab", "Indian Punjab")
LIST_REACH = 4  # neighbours in a list that are looked at on either side
KINDS = (
    "state",
    "province",
    "prefecture",
    "region",
    "department",
    "county",
    "governorate",
    "canton",
    "district",
    "oblast",
)
KIND_OF = tuple(f"{kind} of " for word in KINDS for kind in (word, word.capitalize()))


def choose_part(
    reading: Reading, hit: Hit, entries: list[Entry], countries: dict[str, int], home: str | None
) -> Thing | None:
    """Return the part of a country that a name means; None where another part or a town may be meant as well.

    What stands next to the name decides, then the document's home country, then the countries that it mentions.
    """
    parts = [entry for entry in entries if entry.origin == "subdivision"]
    near = [entry for entry in parts if entry.country == home] or [
        entry for entry in parts if countries.get(entry.country or "")
    ]
    chosen = near or parts
    local = find_country_next_to(reading, hit) or find_country_around(reading, hit)
    if local:
        chosen = [entry for entry in parts if entry.country == local]
    if len({entry.thing for entry in chosen}) != 1:
        return None
    part = chosen[0]
    if local and part.thing.code not in load_shared_parts():
        return part.thing
    if is_stated_part(reading, hit, part) or part.weight:
        return part.thing
    is_doubtful = part.country != home and not local and has_rival(entries, part, countries if near else None)
    return None if is_doubtful or part.thing.code in load_shared_parts() else part.thing


def has_rival(entries: list[Entry], part: Entry, countries: dict[str, int] | None) -> bool:
    """Say whether a town of the name lies in another country: in one of those given, or in any."""
    return any(
        entry.origin == "city"
        and entry.weight >= KNOWN_TOWN
        and entry.country != part.country
        and (countries is None or entry.country in countries)
        for entry in entries
    )


def find_country_next_to(reading: Reading, hit: Hit) -> str | None:
    """Return the country that the text says a place lies in ("Córdoba, Spain", "Pakistan's Punjab"), or None."""
    for gap in INSIDE_GAPS:
        behind = reading.hits_at.get(hit.end + len(gap)) if reading.text.startswith(gap, hit.end) else None
        if behind and behind.entries[0].origin in ("country", "subdivision") and has_country(hit, behind):
            return behind.entries[0].country
    for gap in OWNER_GAPS:
        before = reading.hits_to.get(hit.start - len(gap)) if reading.text.endswith(gap, 0, hit.start) else None
        if before and before.entries[0].origin in ("country", "demonym") and has_country(hit, before):
            return before.entries[0].country
    return None


def find_country_around(reading: Reading, hit: Hit) -> str | None:
    """Return the country of the plain parts that stand in one list with a name and of one part of that name, or None."""
    wanted = {entry.country for entry in hit.entries if entry.origin == "subdivision"}
    around = {
        neighbour.entries[0].country
        for neighbour in list_neighbours(reading, hit)
        if neighbour.entries[0].origin == "subdivision" and neighbour.entries[0].thing.code not in load_shared_parts()
    }
    common = wanted & around
    return common.pop() if len(common) == 1 else None


def has_country(hit: Hit, other: Hit) -> bool:
    """Say whether a place of the first name lies in the country that the second one names or lies in."""
    return any(entry.country == other.entries[0].country for entry in hit.entries)


def is_stated_part(reading: Reading, hit: Hit, part: Entry) -> bool:
    """Say whether a name that a city shares is said to be a part's: by its kind, behind one of its towns, among other parts."""
    text = reading.text
    if text.endswith(KIND_OF, 0, hit.start) or text.startswith(tuple(f" {kind}" for kind in KINDS), hit.end):
        return True
    return is_behind_town(reading, hit, part) or find_country_around(reading, hit) == part.country


def is_behind_town(reading: Reading, hit: Hit, part: Entry) -> bool:
    """Say whether a name stands behind a town of a part's country and a comma ("Tacoma, Washington")."""
    before = reading.hits_to.get(hit.start - 2) if reading.text.endswith(", ", 0, hit.start) else None
    return before is not None and any(
        entry.origin == "city" and entry.country == part.country for entry in before.entries
    )


def list_neighbours(reading: Reading, hit: Hit) -> Iterator[Hit]:
    """Yield the places that stand in one list with a place, nearest first on each side."""
    at = hit
    for _ in range(LIST_REACH):
        found = next(
            (
                reading.hits_to[at.start - len(gap)]
                for gap in LIST_GAPS
                if reading.text.endswith(gap, 0, at.start) and at.start - len(gap) in reading.hits_to
            ),
            None,
        )
        if found is None:
            break
        yield found
        at = found
    at = hit
    for _ in range(LIST_REACH):
        found = next(
            (
                reading.hits_at[at.end + len(gap)]
                for gap in LIST_GAPS
                if reading.text.startswith(gap, at.end) and at.end + len(gap) in reading.hits_at
            ),
            None,
        )
        if found is None:
            break
        yield found
        at = found


def weigh_namesake(
    reading: Reading, hit: Hit, entries: list[Entry], countries: dict[str, int], home: str | None
) -> Candidate:
    """Decide between a country and another country's part of the same name ("Georgia"); uncoded where nothing decides."""
    country = entries[0]
    part = next((entry for entry in entries if entry.origin == "subdivision"), None)
    if part is None:
        return Candidate(hit.start, hit.end, country.thing, "gazetteer", "country")
    origins = {other.entries[0].origin for other in list_neighbours(reading, hit)}
    as_country = countries.get(country.country or "", 0)
    as_part = countries.get(part.country or "", 0)
    if "country" in origins:
        return Candidate(hit.start, hit.end, country.thing, "gazetteer", "country")
    if origins & {"subdivision", "city"} and is_stated_part(reading, hit, part):
        return Candidate(hit.start, hit.end, part.thing, "gazetteer", "subdivision")
    if part.country == home or (as_part and not as_country and len(countries) == 1):
        return Candidate(hit.start, hit.end, part.thing, "gazetteer", "subdivision")
    if as_part and not as_country and home != country.country:
        return Candidate(hit.start, hit.end, Thing("country", country.form), "gazetteer", "uncertain_place")
    evidence = "country" if as_country else "uncertain_place"
    return Candidate(hit.start, hit.end, country.thing, "gazetteer", evidence)
