"""Names that a pattern shows: acts and sessions by their numbers, states by postal codes, events by their places."""

import re
from collections.abc import Iterator

from flows.extraction.entities.atlas import name_state
from flows.extraction.entities.gazetteer import Thing
from flows.extraction.entities.heads import Heads, load_heads
from flows.extraction.entities.reading import Candidate, Reading

# the postal code of a state behind a town: "Dayton, OH", and in capitals before a mark "DAYTON, OH;"
STATE_CODE = re.compile(r"(?:[a-z], ([A-Z]{2})\b|[A-Z], ([A-Z]{2})(?=[;.,)]|$))")
# an act of the European Union by its number: "Regulation (EU) 2016/679", "Directive 2002/58/EC", "Decision No 768/2008/EC"
NUMBERED_ACT = re.compile(
    r"\b(?:(?:Commission|Council) )?(?:(?:Delegated|Implementing|Framework) )?(?:Regulation|Directive|Decision|Recommendation) (?:\((?:EU|EC|EEC|EU, Euratom)\) )?(?:No\.? )?\d{1,4}/\d{1,4}(?:/(?:EU|EC|EEC|JHA))?\b"
)
# a conference of parties by its number: "COP 27", "CoP28", "CMA4"
NUMBERED_SESSION = re.compile(r"\b(COP|CoP|CMP|CMA)[ -]?(\d{1,2})\b")


# the measures that a section of the trade law of the United States names: "Section 301 tariffs", "under Section 232"
TRADE_SECTION = re.compile(
    r"\bSection (?:122|201|232|301|337)\b(?=(?: (?:national|trade|import|steel|tariff|safeguard))? (?:tariff|investigation|dut|action|measure|authorit|exclusion|probe|process)|(?: of the Trade|[,.]| to ))"
)
TRADE_WORD = re.compile(r"\b(?:tariff|import|trade)", re.IGNORECASE)


def gather_designations(reading: Reading) -> Iterator[Candidate]:
    """Yield the candidates that patterns show in a passage."""
    yield from find_placed_events(reading, load_heads())
    for match in STATE_CODE.finditer(reading.text):
        group = 1 if match.group(1) else 2
        thing = name_state(match.group(group))
        if thing:
            yield Candidate(match.start(group), match.end(group), thing, "gazetteer", "subdivision")
    for match in NUMBERED_ACT.finditer(reading.text):
        yield Candidate(match.start(), match.end(), Thing("programme", match.group()), "rule", "headed")
    if "Section " in reading.text and TRADE_WORD.search(reading.text):
        for match in TRADE_SECTION.finditer(reading.text):
            yield Candidate(match.start(), match.end(), Thing("programme", match.group()), "rule", "headed")
    for match in NUMBERED_SESSION.finditer(reading.text):
        thing = Thing("event", f"{match.group(1).upper()}{match.group(2)}")
        yield Candidate(match.start(), match.end(), thing, "rule", "headed")


def find_placed_events(reading: Reading, heads: Heads) -> list[Candidate]:
    """Return the events that are named by what they are and where: "war in Ukraine", "invasion of Poland"."""
    found: list[Candidate] = []
    words = reading.words
    for index in range(len(words) - 2):
        if words[index].text.lower() not in heads.event_nouns or words[index + 1].text not in (
            "in",
            "of",
            "on",
            "against",
        ):
            continue
        at = index + 3 if words[index + 2].text == "the" and index + 3 < len(words) else index + 2
        hit = reading.hits_at.get(words[at].start)
        if (
            hit
            and hit.entries[0].origin in ("country", "region")
            and words[index + 2].start == words[index + 1].end + 1
        ):
            start = words[index].start
            thing = Thing("event", reading.text[start : hit.end])
            found.append(Candidate(start, hit.end, thing, "rule", "headed"))
    return found
