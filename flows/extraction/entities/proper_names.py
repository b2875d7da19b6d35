"""Names by their shape: runs of capitalised words with a head noun, persons by their first names, events by their places."""

import re
from collections.abc import Iterator

from flows.extraction.entities.atlas import load_state_bodies
from flows.extraction.entities.gazetteer import Entry, Hit, Thing
from flows.extraction.entities.heads import Heads, form_singular, is_generic, load_heads, load_ordinary_words, type_run
from flows.extraction.entities.naming import Known, Word, find_runs, widen_to_quotes
from flows.extraction.entities.reading import Candidate, Reading, is_large_place, label_at

# "20th", "3rd"
ORDINAL_FIGURE = re.compile(r"\d{1,3}(?:st|nd|rd|th)$")


def gather_names(reading: Reading) -> list[Candidate]:
    """Return the candidates that the shape of names gives: runs of capitalised words with a head noun, and persons."""
    if reading.is_upper:
        return []
    heads = load_heads()
    known = {(hit.start, hit.end): hit.entries[0] for hit in reading.hits}
    found: list[Candidate] = []
    for first, last in find_runs(reading.text, reading.words, list_known(reading)):
        words = strip_places(reading, strip_action(reading.words[first:last], heads), heads)
        found.extend(read_run(reading, last, strip_titles(words, heads), known))
    return found


def read_run(
    reading: Reading, last: int, words: list[Word], known: dict[tuple[int, int], Entry]
) -> Iterator[Candidate]:
    """Yield the candidates of one run of words that ends before the word at ``last``."""
    heads = load_heads()
    entry = known.get((words[0].start, words[-1].end))
    first, words = take_ordinal(reading, last - len(words), words, heads)
    lowered = None if reading.is_title else extend_lower(reading, first, last, entry, heads)
    if lowered:
        yield lowered
    elif len(words) > 1:
        named = type_name(reading, words, heads) or name_by_origin(reading, words, heads)
        if named:
            yield named
    if entry is None or entry.origin == "city":
        person = find_person(reading, words, heads) or find_titled_person(reading, last - len(words), words, heads)
        if person:
            yield person


def strip_action(words: list[Word], heads: Heads) -> list[Word]:
    """Return the words of a run without a noun of action and its "of" ("Reform of the Energy Charter")."""
    if len(words) > 2 and words[0].text in heads.actions and words[1].text in ("of", "for", "on", "to"):
        rest = words[2:]
        return rest[1:] if len(rest) > 1 and rest[0].text in ("the", "a", "an") else rest
    return words


def take_ordinal(reading: Reading, first: int, words: list[Word], heads: Heads) -> tuple[int, list[Word]]:
    """Return a run with the number in figures that counts a gathering before it ("20th National Congress")."""
    if (
        first
        and ORDINAL_FIGURE.match(reading.words[first - 1].text)
        and words[0].start == reading.words[first - 1].end + 1
    ):
        counted = [reading.words[first - 1], *words]
        if type_run([word.text for word in counted], heads)[0] == "event":
            return first - 1, counted
    return first, words


def name_by_origin(reading: Reading, words: list[Word], heads: Heads) -> Candidate | None:
    """Return a name without a known head that a nationality or a region opens ("European Digital Identity Wallet").

    What it names is most often a scheme; a person, an office or a people is none.
    """
    hit = reading.hits_at.get(words[0].start)
    if hit is None or not is_adjective(hit) or reading.is_title or type_run([word.text for word in words], heads)[0]:
        return None
    rest = [word for word in words if word.start >= hit.end]
    start, end = words[0].start, words[-1].end
    if len(rest) < 2 or any(word.text in heads.titles or not word.is_capital for word in rest):
        return None
    if any(reading.hits_at.get(word.start) for word in rest) or label_at(reading, rest[0].start, end) == "PERSON":
        return None
    kind = heads.types.get(form_singular(rest[-1].text), "programme")
    return Candidate(start, end, Thing(kind, reading.text[start:end]), "rule", "defined")


def list_known(reading: Reading) -> Known:
    """Return where the lexicon's places stand in a passage: no name runs on over them into another."""
    places = [hit for hit in reading.hits if is_large_place(hit)]
    blanks: set[int] = set()
    for hit in places:
        if " and " in reading.text[hit.start : hit.end]:
            blanks.update(range(hit.start, hit.end))
    nouns = [hit for hit in places if not is_adjective(hit)]
    return Known(frozenset(hit.start for hit in places), frozenset(hit.end for hit in nouns), frozenset(blanks))


def is_adjective(hit: Hit) -> bool:
    """Say whether a place is named by its adjective ("Kenyan", "European"), which can stand inside any name."""
    entry = hit.entries[0]
    return entry.origin == "demonym" or (
        entry.origin == "region" and entry.form != entry.thing.name and entry.form.endswith("n")
    )


def strip_places(reading: Reading, words: list[Word], heads: Heads) -> list[Word]:
    """Return the words of a run without a country before a title ("United States President Jane Doe")."""
    hit = reading.hits_at.get(words[0].start)
    if hit and hit.entries[0].origin in ("country", "demonym", "region"):
        rest = [word for word in words if word.start >= hit.end]
        if len(rest) > 1 and rest[0].text in heads.titles and rest[1].text not in ("of", "for"):
            return rest
    return words


def type_name(reading: Reading, words: list[Word], heads: Heads) -> Candidate | None:
    """Return the candidate of a run that has a head noun and says more than it."""
    if is_sequence(reading, words):
        return None
    kind, head = type_run([word.text for word in words], heads)
    if (
        kind is None
        or (reading.is_title and not is_titled_body(words, kind, head, heads))
        or not is_specific(reading, words, kind, heads)
    ):
        return None
    if kind == "programme" and len(words) <= 3 and head in heads.weak and is_vague(reading, words):
        return None
    if kind == "organization" and head in heads.plain and is_all_ordinary(words):
        return None
    if kind == "organization" and head in heads.plain_plurals and is_in_vocabulary(reading, words):
        return None
    if kind == "event" and head in heads.troubles and (is_all_ordinary(words) or is_act(words)):
        return None
    if len(words) > 2 and reading.text[words[0].start : words[-1].end].isupper():
        return None
    start, end = widen_to_quotes(reading.text, reading.words, words[0].start, words[-1].end)
    return Candidate(start, end, Thing(kind, reading.text[start:end]), "rule", "headed")


def is_sequence(reading: Reading, words: list[Word]) -> bool:
    """Say whether a run is but a place and a known name behind it ("Kenya Vision 2030" is not, "EU Paris Agreement" is)."""
    first = reading.hits_at.get(words[0].start)
    if first is None or first.end >= words[-1].end:
        return False
    second = reading.hits_at.get(first.end + 1)
    return (
        second is not None
        and second.end == words[-1].end
        and " " in reading.text[second.start : second.end]
        and second.entries[0].origin in ("organization", "programme", "other")
        and second.entries[0].thing.name not in load_state_bodies()
        and words[-1].text != "Party"
    )


def is_titled_body(words: list[Word], kind: str, head: str | None, heads: Heads) -> bool:
    """Say whether a run is a body's name even where a heading gives all words capitals: long, and closed or led by its head."""
    return kind == "organization" and len(words) > 2 and head in heads.titled and not words[0].text.endswith("ing")


def is_in_vocabulary(reading: Reading, words: list[Word]) -> bool:
    """Say whether the document has every word of a run in lower case too."""
    return all(word.text.lower() in reading.vocabulary for word in words if len(word.text) > 2)


def is_all_ordinary(words: list[Word]) -> bool:
    """Say whether every word of a run is an ordinary one."""
    ordinary = load_ordinary_words()
    return all(word.text.lower() in ordinary for word in words if word.is_capital)


def is_act(words: list[Word]) -> bool:
    """Say whether a run begins with the gerund of a verb and so tells what to do ("Preventing Nuclear War")."""
    return len(words) > 2 and words[0].text.endswith("ing") and words[0].text.lower() in load_ordinary_words()


# what stands before a name of its kind's only one
DEFINITE = ("the", "The", "its", "their", "our", "'s", "’s", "this", "new")


def is_vague(reading: Reading, words: list[Word]) -> bool:
    """Say whether an ordinary word with a weak head stands without the article that would make it one of its kind."""
    before = reading.text[max(0, words[0].start - 20) : words[0].start].rstrip()
    return not before.endswith(DEFINITE) and is_all_ordinary(words)


def is_specific(reading: Reading, words: list[Word], kind: str, heads: Heads) -> bool:
    """Say whether a run with a head says which one: by a word of its own, a complement, or as a pair that is a name."""
    texts = [word.text for word in words]
    if len(texts) > 2 and texts[-1][0].isdigit() and texts[-2] in heads.numbered:
        return True
    hit = reading.hits_at.get(words[0].start)
    of_country = hit is not None and hit.entries[0].origin in ("country", "demonym", "region")
    rest = [word.text for word in words if not of_country or hit is None or word.start >= hit.end]
    if head_of(rest) == "Act" and any(
        text not in heads.act_kinds and text != "Act" for text in rest if text[0].isupper()
    ):
        return True
    if not all(is_generic(text, heads) for text in rest) or (kind == "other" and len(rest) > 1):
        complement_only = next((index for index, text in enumerate(texts) if text in ("of", "for", "on")), None)
        bare = complement_only == 1 and all(text in heads.plain_complements for text in texts[2:] if text[0].isupper())
        return not bare
    if kind == "organization" and {" ".join(texts), " ".join(rest)} & heads.single_pairs:
        return True
    if of_country and rest:
        if len(rest) > 1:
            return kind in ("organization", "event", "infrastructure") or "of" in rest
        return kind in ("event", "infrastructure", "region") or (kind == "organization" and rest[0] not in heads.many)
    opener = next((index for index, text in enumerate(texts) if text in ("of", "for", "on")), None)
    if opener is None:
        return False
    complement = [text for text in texts[opener + 1 :] if text[0].isupper()]
    return len(complement) > 1 or (bool(complement) and complement[0] not in heads.plain_complements)


def head_of(texts: list[str]) -> str:
    """Return the last word of a run that is no number."""
    return next((text for text in reversed(texts) if not text[0].isdigit()), "")


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
    if all(is_generic(word.text, heads) or word.text in heads.concepts for word in words[first:last]) and not dated:
        return None
    if not entry and first == 0 and last == 1:
        return None
    end = words[at].end
    if words[at].text in ("election", "elections", "referendum", "summit") and at + 2 < len(words):
        hit = reading.hits_at.get(words[at + 2].start)
        if words[at + 1].text in ("in", "of", "for") and hit and is_large_place(hit):
            end = hit.end
    return Candidate(start, end, Thing(kind, reading.text[start:end]), "rule", "headed")


def find_person(reading: Reading, words: list[Word], heads: Heads) -> Candidate | None:
    """Return the person that a run names at its end, told by a first name that the census knows."""
    first = next((index for index, word in enumerate(words[:-1]) if word.text in heads.given), None)
    if first is None or any(word.text in ("of", "for", "on", "and", "&") for word in words):
        return None
    words = words[first:]
    if len(words) > 4:
        return None
    for word in words:
        if word is not words[0] and (word.text in heads.generic or word.text[0].isdigit()):
            return None
        if len(word.text) > 3 and word.text.isupper():
            return None
    start, end = words[0].start, words[-1].end
    if reading.is_title and label_at(reading, start, end) != "PERSON":
        return None
    return Candidate(start, end, Thing("person", reading.text[start:end]), "rule", "given_name")


def find_titled_person(reading: Reading, first: int, words: list[Word], heads: Heads) -> Candidate | None:
    """Return the person whom a title introduces ("Prime Minister Adeyemi"); ``first`` is the index of the first word."""
    if first == 0 or reading.words[first - 1].text.rstrip(".") not in heads.person_titles or len(words) > 3:
        return None
    if words[0].start - reading.words[first - 1].end > 2 or reading.is_title:
        return None
    if reading.text[words[-1].end : words[-1].end + 1] in ("-", "–"):
        return None  # a speaker breaks off: "Secretary Wal- — Walters"
    if any(is_generic(word.text, heads) or word.text in heads.titles or word.text[0].isdigit() for word in words):
        return None
    if is_all_ordinary(words):
        return None
    start, end = words[0].start, words[-1].end
    return Candidate(start, end, Thing("person", reading.text[start:end]), "rule", "given_name")


def strip_titles(words: list[Word], heads: Heads) -> list[Word]:
    """Return the words of a run without the titles that lead a person's name; "Justice Ministry" keeps its first word."""
    while (
        len(words) > 1
        and words[0].text.capitalize() in heads.titles
        and words[1].text not in ("of", "for")
        and not (len(words) == 2 and words[1].text in heads.types)
    ):
        words = words[1:]
    return words
