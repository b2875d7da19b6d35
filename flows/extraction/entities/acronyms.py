"""Acronyms that a text defines ("World Trade Organization (WTO)") and uses later.

The pairing of a short form with the words before it follows Schwartz and Hearst (2003): the letters of the short form
are found in order in the long form, from its end, and the first of them begins a word.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.extraction.entities.atlas import load_gazetteer
from flows.extraction.entities.gazetteer import Thing, fold
from flows.extraction.entities.heads import Heads, form_singular, is_generic, load_heads, type_run
from flows.extraction.entities.naming import Word, split_words
from flows.extraction.entities.reading import TAGGED, Candidate, Reading, rename

# a short form in brackets behind the name that it stands for: two to ten letters with two capitals
BRACKETED = re.compile(r"(?:['’]s)? ?[\"”]? ?\( ?(?:the )?[\"“”'‘’]?([A-Z][A-Za-z&/-]{1,9})[\"“”'’]?[,)]")


REACH = 200  # characters before a short form within which its long form is looked for


@dataclass(slots=True)
class Acronyms:
    """The short forms that a document defines: those of entities, and those of mere concepts; ``kinds`` are long forms of these.

    ``aliases`` are other spellings of what the lexicon knows, by the short form that the text gives them.
    """

    things: dict[str, Thing] = field(default_factory=dict)
    concepts: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    aliases: dict[str, Thing] = field(default_factory=dict)


def find_definitions(reading: Reading, chosen: list[Candidate], known: Acronyms) -> None:
    """Add to ``known`` the short forms that a passage defines, before or behind the name that they stand for."""
    if "(" not in reading.text:
        return
    for item in chosen:
        if item.start and reading.text[item.start - 1] == "(":
            before = reading.text[max(0, item.start - REACH) : item.start - 1].split()[-1:]
            if before and is_short(before[0]) and has_letters(before[0], item.thing.name):
                known.things.setdefault(before[0], item.thing)
    ending = {item.end: item for item in chosen}
    for match in BRACKETED.finditer(reading.text):
        short = match.group(1).removesuffix("s") if match.group(1)[:-1].isupper() else match.group(1)
        before_it = ending.get(match.start()) or ending.get(match.start() + 1)
        if sum(map(str.isupper, short)) < 2 or note_alias(short, before_it, known):
            continue
        if is_known(short) and not is_newly_named(short, before_it):
            continue
        is_plural = short != match.group(1) and before_it is not None and is_kind(reading, before_it)
        is_idea = before_it is not None and before_it.evidence != "lexicon" and names_idea(short, before_it.thing.name)
        if before_it and (is_plural or is_idea):
            known.concepts.update((short, f"{short}s"))  # "Free Trade Agreements (FTAs)"
            known.kinds.add(before_it.thing.name)
            continue
        define(reading, short, match.start(), before_it, known)


def define(reading: Reading, short: str, end: int, item: Candidate | None, known: Acronyms) -> None:
    """Add the short form behind offset ``end`` to what is known, as that of a thing or of a mere concept.

    The thing is the candidate right before it where the letters fit; else the words before it, which then become a
    candidate. Where no words before it fit, nothing is defined.
    """
    if item and item.thing.entity_type not in ("product", "person") and has_letters(short, item.thing.name):
        known.things.setdefault(short, item.thing)
        return
    long_form = find_long_form(short, reading.text[max(0, end - REACH) : end])
    if not long_form:
        return
    if item and item.evidence in ("headed", "lexicon") and item.length > len(long_form):
        known.things.setdefault(short, item.thing)
        return
    kind = type_long_form(reading, long_form, end)
    if kind is None or names_idea(short, long_form):
        known.concepts.add(short)
        return
    thing = known.things.setdefault(short, Thing(kind, long_form))
    start = reading.text.rfind(long_form, 0, end + 1)
    if long_form[0].isupper() and end - 3 <= start + len(long_form):
        reading.candidates.append(Candidate(start, start + len(long_form), thing, "rule", "defined"))


def is_known(short: str) -> bool:
    """Say whether the lexicon has a short form for one thing, so that no text defines it anew ("Regulation (EU)")."""
    entries = load_gazetteer().entries.get(fold(short), ())
    return short not in load_heads().ambiguous_acronyms and any(
        entry.form == short and entry.policy == "upper" and entry.origin != "goods" for entry in entries
    )


def note_alias(short: str, item: Candidate | None, known: Acronyms) -> bool:
    """Note that a name before a known short form is another spelling of what that stands for; False where it is not.

    It is where it has as many words and most of them are the same.
    """
    if item is None or item.method not in ("rule", "model"):
        return False
    names = {entry.thing for entry in load_gazetteer().entries.get(fold(short), ()) if entry.form == short}
    for thing in sorted(names, key=lambda thing: thing.name):
        words, others = fold(item.thing.name).split(), fold(thing.name).split()
        if len(words) > 2 and len(words) == len(others) and 2 * len(set(words) & set(others)) > len(words):
            known.aliases[item.thing.name] = thing
            return True
    return False


def is_newly_named(short: str, item: Candidate | None) -> bool:
    """Say whether the name before a short form that the lexicon knows is another one of just these initials."""
    return (
        item is not None
        and item.evidence == "headed"
        and item.thing.entity_type in ("organization", "programme")
        and sorted(short) == sorted(word[0] for word in item.thing.name.split() if word[0].isupper())
    )


def is_kind(reading: Reading, item: Candidate) -> bool:
    """Say whether a name found by its shape is a plural, which with a plural short form names a kind of thing.

    Where a place opens it ("European Supervisory Authorities") it is a known set of bodies.
    """
    last = item.thing.name.split()[-1]
    is_plural = last.endswith("s") and not last.endswith("ss")
    return item.method in ("rule", "model") and is_plural and item.start not in reading.hits_at


def names_idea(short: str, name: str) -> bool:
    """Say whether a short form or what it stands for is an idea, a measure or a kind, and no entity."""
    heads = load_heads()
    return short in heads.concepts or name in heads.concept_names


def is_short(word: str) -> bool:
    """Say whether a word is shaped as a short form: two to ten letters, with two capitals."""
    return 2 <= len(word) <= 10 and word.isalpha() and sum(map(str.isupper, word)) > 1


def type_long_form(reading: Reading, long_form: str, end: int) -> str | None:
    """Return the type of what a long form names by its head; None where it names an idea or a kind of thing.

    In lower case only a body, an agreement or a scheme that is one of its kind ("the carbon border mechanism") counts.
    """
    heads = load_heads()
    words = split_words(long_form)
    if all(is_generic(word.text, heads) for word in words):
        return None
    kind = type_run([word.text for word in words], heads)[0]
    long = [word for word in words if len(word.text) > 3]
    if words[0].is_capital and long and all(word.is_capital for word in long):
        return kind or ("programme" if is_instrument(words, heads) else None)
    last = words[-1].text if words else ""
    kind = heads.types.get(last.capitalize()) if not last.endswith("s") else None
    before = reading.text[max(0, end - len(long_form) - REACH) : max(0, end - len(long_form))].split()[-1:]
    return kind if kind in ("organization", "programme") and before in (["the"], ["The"]) else None


def is_instrument(words: list[Word], heads: Heads) -> bool:
    """Say whether a capitalised long form without a head names one instrument of policy, no measure and no kind of thing."""
    last = words[-1].text
    singular = form_singular(last)
    is_kind = singular != last and (singular in heads.types or singular in heads.kinds)
    is_phrase = any(word.text in ("for", "to", "on", "with", "in") for word in words)
    is_measure = (
        last.endswith(("tion", "ness", "ance", "ence")) or last in heads.measures or words[0].text in heads.totals
    )
    return len(words) > 1 and not is_phrase and not is_measure and not is_kind


def has_letters(short: str, name: str) -> bool:
    """Say whether a short form is made of a name: its letters in this order from the first, or the initials in any order."""
    letters = iter(name.lower())
    if short[0].lower() == name[:1].lower() and all(letter in letters for letter in short.lower() if letter.isalnum()):
        return True
    return sorted(short.upper()) == sorted(word[0] for word in name.split() if word[0].isupper())


def find_long_form(short: str, before: str) -> str | None:
    """Return the shortest stretch at the end of a text whose letters spell a short form, beginning with a word."""
    at = len(before) - 1
    floor = max(0, len(before) - 12 * len(short) - 40)
    for index in range(len(short) - 1, -1, -1):
        letter = short[index].lower()
        if not letter.isalnum():
            continue
        while at >= floor and (before[at].lower() != letter or (index == 0 and at > 0 and before[at - 1].isalnum())):
            at -= 1
        if at < floor:
            return None
        at -= 1
    return before[at + 1 :].strip(" '\"“”‘’")


def drop_kinds(known: Acronyms, capitals: Mapping[str, int]) -> None:
    """Take back the short forms of plurals that the document uses in the plural too, as those of kinds ("the CHCs")."""
    places = load_gazetteer().entries
    for short, thing in list(known.things.items()):
        words = thing.name.split()
        is_plural = words[-1].endswith("s") and not words[-1].endswith("ss") and f"{short}s" in capitals
        if is_plural and fold(words[0]) not in places and fold(thing.name) not in places:
            del known.things[short]
            known.concepts.add(short)
            known.kinds.add(thing.name)


def gather_acronyms(reading: Reading, known: Acronyms) -> list[Candidate]:
    """Return the candidates that the document's own short forms give."""
    found: list[Candidate] = []
    for word in reading.words:
        text = word.text
        short = text if text in known.things else text[:-1] if text[-1] == "s" and text[:-1] in known.things else None
        if short:
            found.append(Candidate(word.start, word.end, known.things[short], "acronym", "acronym"))
    return found


def is_concept(candidate: Candidate, reading: Reading, known: Acronyms) -> bool:
    """Say whether a candidate of the model is a short form that the text or the language has for a mere idea."""
    surface = reading.text[candidate.start : candidate.end]
    names_no_thing = candidate.thing.name in known.kinds or surface in load_heads().concept_names
    if candidate.method in ("rule", "model") and names_no_thing:
        return True
    if candidate.rank != TAGGED:
        return surface in known.concepts and surface in load_heads().ambiguous_acronyms
    heads = load_heads()
    return surface in known.concepts or surface.removesuffix("s") in known.concepts or surface in heads.concepts


def name_defined(candidate: Candidate, reading: Reading, known: Acronyms) -> Candidate:
    """Return a candidate of the model under the thing that the document defines a short form for, if its words are that thing's."""
    if candidate.method in ("rule", "model") and candidate.thing.name in known.aliases:
        return rename(candidate, known.aliases[candidate.thing.name])
    if candidate.rank != TAGGED:
        return candidate
    surface = reading.text[candidate.start : candidate.end]
    thing = next((thing for thing in known.things.values() if thing.name == surface), None)
    return rename(candidate, thing) if thing else candidate
