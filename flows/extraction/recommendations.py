"""Recommendations: one row an advised action, with who is to act, how strongly, and to what end."""

from dataclasses import dataclass, field, replace

from flows.extraction.actions import Action, announces_list, split_actions
from flows.extraction.actors import classify_actor, link_actor
from flows.extraction.advice import Advice, load_words
from flows.extraction.appeals import find_appeals
from flows.extraction.document import Document, Passage, Row, Tables
from flows.extraction.imperatives import (
    Lead,
    find_fragment,
    find_imperative,
    find_item,
    find_option,
    skip_opening,
)
from flows.extraction.lexicon import load_lexicon
from flows.extraction.modality import find_modal_advice
from flows.extraction.reading import Reading, is_base_verb, is_gerund, opens_question, read_doc
from flows.extraction.themes import assign_themes

REACH_OF_CONTEXT = 12  # sentences after which an earlier advice no longer makes an imperative of a bare verb
REACH_OF_OPTIONS = 3  # the same, for "X can VERB"


@dataclass(slots=True)
class Context:
    """What the sentences before tell about the next one."""

    lead: Lead | None = None
    heading_advises: bool = False
    section: str | None = None
    last_advice: int = -1000
    sentences_in_section: dict[str, int] = field(default_factory=dict)


def extract_recommendations(document: Document, found: Tables) -> Tables:
    """Extract every advised action of a document.

    One row is one action; its offsets are those of the action. Reads the mentions found before, to link actors.
    """
    mentions: dict[str, list[Row]] = {}
    for row in found.get("mentions", []):
        mentions.setdefault(row["sentence_id"], []).append(row)
    entity_types = {row["entity_id"]: row["entity_type"] for row in found.get("document_entities", [])}
    context = Context()
    for passage in document.sentences:
        key = passage.section.section_id
        context.sentences_in_section[key] = context.sentences_in_section.get(key, 0) + 1
    rows: list[Row] = []
    for passage in document.passages:
        if passage.kind != "sentence":
            note_heading(context, passage)
            continue
        reading = read_doc(passage.parse)
        advices, carried = find_advice(reading, passage, context)
        actions = list_actions(reading, advices)
        note_sentence(context, passage, reading, advices, actions)
        for action in actions:
            row = build_row(document, passage, reading, action, carried)
            link = link_row(passage, reading, action, mentions.get(passage.sentence_id or "", []))
            if link is not None:
                row["actor_entity_id"] = link["entity_id"]
                row["actor_class"] = classify_actor(row["actor"], entity_types.get(link["entity_id"]))
            rows.append(row)
    return {"recommendations": rows}


def note_heading(context: Context, passage: Passage) -> None:
    """Remember whether a heading announces advice."""
    if passage.kind != "heading":
        return
    text = f" {passage.text.lower().rstrip(':')} "
    context.heading_advises = any(f" {cue} " in text for cue in load_lexicon("advice")["headings"])
    context.lead = Lead("should", None) if context.heading_advises else None


def note_sentence(
    context: Context, passage: Passage, reading: Reading, advices: list[Advice], actions: list[Action]
) -> None:
    """Remember what a sentence leads in, and that it advises."""
    if actions or advices:
        context.last_advice = passage.ordinal
    if (reading.words and reading.words[-1] in (":", "—")) or reading.words[-2:] == [":", "-"]:
        if advices:
            first = advices[0]
            actor = reading.text(*first.actor) if first.actor else None
            context.lead = Lead(first.strength, actor, clausal=reading.words[-2:-1] == ["that"])
        elif any(word in load_words("lead_nouns") for word in reading.words):
            context.lead = Lead("should", None)
        else:
            context.lead = None
    elif context.lead is not None and not actions and passage.list_marker is None and not context.heading_advises:
        context.lead = None


def find_advice(reading: Reading, passage: Passage, context: Context) -> tuple[list[Advice], Lead | None]:
    """Return the advising clauses of a sentence, and the lead-in whose actor they take over if any."""
    if opens_question(reading) or len(reading) < 2:
        return [], None
    advices = sorted([*find_modal_advice(reading), *find_appeals(reading)], key=lambda advice: advice.cue)
    advices = drop_nested(reading, advices)
    if advices:
        return advices, None
    is_item = passage.list_marker is not None or passage.starts_paragraph
    if context.lead is not None and is_item:
        item = find_item(reading, context.lead)
        if item is not None:
            return [item], context.lead if item.actor is None else None
    near = passage.ordinal - context.last_advice
    in_context = near <= REACH_OF_CONTEXT or context.heading_advises or passage.list_marker is not None
    alone = context.sentences_in_section.get(passage.section.section_id, 0) <= 2
    if in_context or alone:
        imperative = find_imperative(reading, 0, len(reading))
        if imperative is not None:
            return [imperative], None
    fragment = find_fragment(reading) if near <= REACH_OF_CONTEXT or context.heading_advises or alone else None
    if (
        (fragment is not None and near <= REACH_OF_OPTIONS)
        or (context.heading_advises and fragment is not None)
        or (fragment is not None and reading.words[fragment.cue] == "efforts")
    ):
        return [fragment], None
    if near <= REACH_OF_OPTIONS or context.heading_advises:
        option = find_option(reading)
        if option is not None:
            return [option], None
    return [], None


def drop_nested(reading: Reading, advices: list[Advice]) -> list[Advice]:
    """Leave out advice inside the complement of another, and a second reading of the same verb."""
    kept: list[Advice] = []
    for advice in advices:
        if any(advice.verb == other.verb for other in kept):
            continue
        if kept and is_inside(reading, advice.verb, kept[-1].verb) and kept[-1].mood != "clause":
            continue
        kept.append(advice)
    return kept


def is_inside(reading: Reading, verb: int, outer: int) -> bool:
    """Say whether a verb stands in a subordinate clause of another verb."""
    node = verb
    for _ in range(10):
        head = reading.heads[node]
        if head == node:
            return False
        if reading.deps[node] in ("ccomp", "relcl", "acl", "pcomp"):
            top = head
            for _ in range(10):
                if top == outer:
                    return True
                if reading.heads[top] == top or reading.deps[top] == "conj":
                    break
                top = reading.heads[top]
        node = head
    return False


def list_actions(reading: Reading, advices: list[Advice]) -> list[Action]:
    """Return the actions of a sentence: those of each clause, and of later stretches that share its cue."""
    if not advices:
        return []
    actions: list[Action] = []
    main: Advice | None = None
    for start, end in list_stretches(reading):
        own = [advice for advice in advices if start <= advice.cue < end]
        if not own and main is not None:
            own = carry_over(reading, main, start, end)
        elif main is not None and own[0].form == "measure" and own[0].actor is None:
            own[0] = replace(own[0], actor=main.actor, strength=main.strength, goal=main.goal)
        for index, advice in enumerate(own):
            limit = own[index + 1].opening if index + 1 < len(own) else end
            opening = start if index == 0 else own[index - 1].verb
            if limit <= advice.start:
                limit = end
            actions += split_actions(reading, advice, opening, limit)
        if main is None and own:
            main = own[0]
            if actions and announces_list(reading, actions[-1]):  # its purpose is that of the list
                main = replace(main, goal=actions[-1].goal)
    return [action for action in actions if not announces_list(reading, action)]


def list_stretches(reading: Reading) -> list[tuple[int, int]]:
    """Return the stretches of a sentence between semicolons, and behind a colon that opens an instruction."""
    cuts = [0]
    for at, word in enumerate(reading.words):
        if reading.enclosed[at]:
            continue
        if word == ";" or (word == ":" and is_base_verb(reading, skip_opening(reading, at + 1, len(reading)))):
            cuts.append(at + 1)
    cuts.append(len(reading))
    return [(start, end) for start, end in zip(cuts, cuts[1:], strict=False) if start < end]


def carry_over(reading: Reading, main: Advice, start: int, end: int) -> list[Advice]:
    """Return the advice of a stretch without a cue of its own, which goes on with the first one's list."""
    at = skip_opening(reading, start, end)
    if at >= end:
        return []
    if is_base_verb(reading, at) and main.mood in ("base", "clause"):
        return [replace(main, opening=at, start=at, verb=at, mood="base", cue=at, end=None)]
    if main.mood == "gerund" and is_gerund(reading, at):
        return [replace(main, opening=at, start=at, verb=at, cue=at, end=None)]
    nouns = [i for i in range(start, end - 1) if is_nominal_action(reading, i, start)]
    return [
        replace(
            main,
            opening=noun,
            start=noun,
            verb=noun,
            mood="noun",
            cue=noun,
            end=nouns[index + 1] if index + 1 < len(nouns) else end,
        )
        for index, noun in enumerate(nouns)
    ]


def is_nominal_action(reading: Reading, at: int, start: int) -> bool:
    """Say whether a noun of action opens a conjunct ("; improvement of N, creation of N")."""
    if reading.words[at + 1] != "of" or not reading.words[at].endswith(("ment", "tion", "sion", "ance", "ing", "al")):
        return False
    before = at - 1
    while before >= start and reading.tags[before] in ("JJ", "RB", "DT"):
        before -= 1
    return before < start or reading.words[before] in (",", "and")


def build_row(document: Document, passage: Passage, reading: Reading, action: Action, lead: Lead | None) -> Row:
    """Make the row of one action."""
    doc = passage.parse
    chars = doc[action.start : action.end]
    span = passage.locate_tokens(chars)
    surface = document.surface(span)
    advice = action.advice
    actor = reading.text(*advice.actor) if advice.actor else (lead.actor_text if lead else None)
    goal = reading.text(*action.goal) if action.goal else None
    themes = assign_themes(surface) or assign_themes(goal or "") or assign_themes(passage.text)
    return {
        "recommendation_id": document.ids.make("rec", passage.sentence_id, surface),
        "doc_id": document.doc_id,
        "sentence_id": passage.sentence_id,
        "actor": actor,
        "actor_entity_id": None,
        "actor_class": classify_actor(actor),
        "action": surface,
        "action_verb": reading.lemmas[action.verb],
        "strength": advice.strength,
        "goal": goal,
        "themes": themes,
        "char_start": span.start,
        "char_end": span.end,
        "score": load_scores().get(advice.form, 0.5),
    }


def load_scores() -> dict[str, float]:
    """Return the share of rows that were right, by form of advice."""
    return {form: entry["share"] for form, entry in load_lexicon("advice").get("scores", {}).items()}


def link_row(passage: Passage, reading: Reading, action: Action, mentions: list[Row]) -> Row | None:
    """Return the mention of the action's actor, None where the sentence does not name it."""
    actor = action.advice.actor
    if actor is None:
        return None
    slice_ = reading.doc[actor[0] : actor[1]]
    return link_actor(passage, (slice_.start_char, slice_.end_char), mentions)
