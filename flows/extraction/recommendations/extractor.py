"""Recommendations: one row an advised action, with who is to act, how strongly, and to what end."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from flows.extraction.document import Document, Passage, Row, Tables
from flows.extraction.entities.homeland import OWN_COUNTRY, resolve_home_country
from flows.extraction.grammar import Syntax, opens_question, read_doc
from flows.extraction.lexicon import load_lexicon
from flows.extraction.recommendations.actions import Action
from flows.extraction.recommendations.actors import classify_actor, link_actor
from flows.extraction.recommendations.advice import Advice, load_strengths, load_words
from flows.extraction.recommendations.appeals import find_appeals
from flows.extraction.recommendations.imperatives import (
    find_bare_order,
    find_fragment,
    find_imperative,
    find_labelled_imperative,
    skip_opening,
)
from flows.extraction.recommendations.listings import Lead, find_item, opens_with_state, read_lead
from flows.extraction.recommendations.modality import find_modal_advice, find_option
from flows.extraction.recommendations.speakers import find_speakers, find_spoken_calls
from flows.extraction.recommendations.stretches import list_actions
from flows.extraction.themes import assign_themes

REACH_OF_CONTEXT = 12  # sentences after which an earlier advice no longer makes an imperative of a bare verb
REACH_OF_LISTS = 3  # the same, for "X can VERB" behind "finally," or "for example,"
REACH_OF_OPTIONS = 1  # the same, for "X can VERB"


@dataclass(slots=True)
class Context:
    """What the sentences before tell about the next one."""

    speakers: frozenset[str] = frozenset()
    lead: Lead | None = None
    heading_advises: bool = False
    heading_recommends: bool = False  # the same, in so many words: recommendations, suggestions
    section: str | None = None
    last_advice: int = -1000
    sentences_in_section: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """An action where it was found, with the lead-in whose actor it takes over if it names none."""

    passage: Passage
    syntax: Syntax
    action: Action
    lead: Lead | None

    @property
    def evidence(self) -> str:
        """The class of evidence under which the lexicon keeps the share of rows that are right."""
        form = self.action.advice.form
        return form if self.action.verb == self.action.advice.verb else f"{form}, coordinated"


def extract_recommendations(document: Document, found: Tables) -> Tables:
    """Extract every advised action of a document.

    One row is one action; its offsets are those of the action. Reads the mentions found before, to link actors.
    """
    mentions: dict[str, list[Row]] = {}
    for row in found.get("mentions", []):
        mentions.setdefault(row["sentence_id"], []).append(row)
    entity_types = {row["entity_id"]: row["entity_type"] for row in found.get("document_entities", [])}
    rows: list[Row] = []
    for item in find_actions(document):
        row = build_row(document, item)
        actor = item.action.advice.actor
        rivals = mentions.get(item.passage.sentence_id or "", [])
        link = link_actor(item.passage, item.syntax, actor, rivals) if actor is not None else None
        if link is not None:
            row["actor_entity_id"] = link["entity_id"]
            row["actor_class"] = classify_actor(row["actor"], entity_types.get(link["entity_id"]))
        elif row["actor"] and OWN_COUNTRY.fullmatch(row["actor"]):
            row["actor_entity_id"] = resolve_home_country(document, found)
        rows.append(row)
    return {"recommendations": rows}


def find_actions(document: Document) -> Iterator[Found]:
    """Yield the advised actions of a document in the order of the text."""
    context = Context(find_speakers(document))
    for passage in document.sentences:
        key = passage.section.section_id
        context.sentences_in_section[key] = context.sentences_in_section.get(key, 0) + 1
    for passage in document.passages:
        if passage.kind != "sentence":
            note_heading(context, passage)
            continue
        syntax = read_doc(passage.parse)
        advices, lead = find_advice(syntax, passage, context)
        actions = list_actions(syntax, advices)
        note_sentence(context, passage, syntax, advices, actions)
        for action in actions:
            yield Found(passage, syntax, action, lead)


def note_heading(context: Context, passage: Passage) -> None:
    """Remember whether a heading announces advice."""
    if passage.kind != "heading":
        return
    text = f" {passage.text.lower().rstrip(':')} "
    context.heading_advises = any(f" {cue} " in text for cue in load_lexicon("advice")["headings"])
    context.heading_recommends = any(f" {noun} " in text for noun in load_words("lead_nouns"))
    context.lead = Lead("should", None) if context.heading_advises else None
    if text.rstrip().endswith(tuple(load_strengths("modals"))):  # "Parties shall:"
        context.lead = read_lead(read_doc(passage.parse), [])


def note_sentence(
    context: Context, passage: Passage, syntax: Syntax, advices: list[Advice], actions: list[Action]
) -> None:
    """Remember what a sentence leads in, and that it advises."""
    if actions or advices:
        context.last_advice = passage.ordinal
    lead = read_lead(syntax, advices)
    if lead is not None:
        context.lead = lead
    elif context.lead is not None and not actions and passage.list_marker is None and not context.heading_advises:
        context.lead = None


def find_advice(syntax: Syntax, passage: Passage, context: Context) -> tuple[list[Advice], Lead | None]:
    """Return the advising clauses of a sentence, and the lead-in whose actor they take over if any."""
    if opens_question(syntax) or len(syntax) < 2:
        return [], None
    spoken = find_spoken_calls(syntax, context.speakers)
    advices = sorted([*find_modal_advice(syntax), *find_appeals(syntax), *spoken], key=lambda advice: advice.cue)
    advices = drop_nested(syntax, advices)
    if advices:
        return advices, None
    is_item = passage.list_marker is not None or passage.starts_paragraph
    if context.lead is not None and is_item:
        item = find_item(syntax, context.lead)
        if item is not None:
            return [item], context.lead if item.actor is None else None
        if context.lead.strength is None and passage.list_marker is not None:
            return [], None
    if passage.list_marker is not None and opens_with_state(syntax):
        context.lead = Lead(None, None)
        return [], None
    near = passage.ordinal - context.last_advice
    in_context = near <= REACH_OF_CONTEXT or context.heading_advises or passage.list_marker is not None
    alone = context.sentences_in_section.get(passage.section.section_id, 0) <= 2
    imperative = find_imperative(syntax, 0, len(syntax))
    if imperative is None and is_item:
        imperative = find_labelled_imperative(syntax) or (
            find_bare_order(syntax) if near <= REACH_OF_CONTEXT or context.heading_advises else None
        )
    if imperative is not None and (in_context or alone or is_item):
        return [imperative], None
    fragment = find_fragment(syntax) if near <= REACH_OF_CONTEXT or context.heading_advises or alone else None
    if (
        (fragment is not None and near <= REACH_OF_OPTIONS)
        or (context.heading_advises and fragment is not None)
        or (fragment is not None and syntax.words[fragment.cue] == "efforts")
    ):
        return [fragment], None
    continues = near <= REACH_OF_LISTS and skip_opening(syntax, 0, len(syntax)) > 0
    if near <= REACH_OF_OPTIONS or continues or context.heading_recommends:
        option = find_option(syntax)
        if option is not None:
            return [option], None
    return [], None


def drop_nested(syntax: Syntax, advices: list[Advice]) -> list[Advice]:
    """Leave out advice inside the complement of another, and a second reading of the same verb."""
    kept: list[Advice] = []
    for advice in advices:
        if any(advice.verb == other.verb for other in kept):
            continue
        if (
            kept
            and is_inside(syntax, advice.verb, kept[-1].verb)
            and (kept[-1].mood != "clause" or syntax.words[kept[-1].verb + 1 : kept[-1].verb + 2] == ["that"])
        ):
            continue
        kept.append(advice)
    return kept


def is_inside(syntax: Syntax, verb: int, outer: int) -> bool:
    """Say whether a verb stands in a subordinate clause of another verb."""
    node = verb
    for _ in range(10):
        head = syntax.heads[node]
        if head == node:
            return False
        if syntax.deps[node] in ("ccomp", "relcl", "acl", "pcomp"):
            top = head
            for _ in range(10):
                if top == outer:
                    return True
                if syntax.heads[top] == top or syntax.deps[top] == "conj":
                    break
                top = syntax.heads[top]
        node = head
    return False


def build_row(document: Document, item: Found) -> Row:
    """Make the row of one action, with no entity linked yet."""
    passage, syntax, action = item.passage, item.syntax, item.action
    span = passage.locate_tokens(passage.parse[action.start : action.end])
    surface = document.surface(span)
    advice = action.advice
    actor = syntax.text(*advice.actor) if advice.actor else (item.lead.actor_text if item.lead else None)
    goal = syntax.text(*action.goal) if action.goal else None
    return {
        "recommendation_id": document.ids.make("rec", passage.sentence_id, surface),
        "doc_id": document.doc_id,
        "sentence_id": passage.sentence_id,
        "actor": actor,
        "actor_entity_id": None,
        "actor_class": classify_actor(actor),
        "action": surface,
        "action_verb": syntax.lemmas[action.verb],
        "strength": advice.strength,
        "goal": goal,
        "themes": assign_themes(surface) or assign_themes(goal or "") or list(find_themes(passage.text)),
        "char_start": span.start,
        "char_end": span.end,
        "score": score_evidence(item.evidence),
    }


@lru_cache(maxsize=1)
def find_themes(text: str) -> tuple[str, ...]:
    """Return a sentence's themes, looked up once for all its rows."""
    return tuple(assign_themes(text))


@cache
def score_evidence(evidence: str) -> float:
    """Return the share of rows of a class of evidence that were right on the annotated texts.

    Classes with few rows are drawn towards the share of all: (right + weight * share) / (rows + weight).
    """
    table = load_lexicon("recommendation_scores")
    share = float(table["all"]["right"] / table["all"]["rows"])
    counts = table["classes"].get(evidence, {"rows": 0, "right": 0})
    return float((counts["right"] + table["weight"] * share) / (counts["rows"] + table["weight"]))
