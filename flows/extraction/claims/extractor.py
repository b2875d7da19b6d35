"""Claims and causal links: what a text asserts, how surely, on whose word, and what it says drives what.

Whether a sentence asserts something and of which type the claim is are told by two judges together (judges.py):
logistic regressions over the sentence's traits (traits.py) and a small sentence encoder (encoder.py). Hedges,
negation and causal links are told by rules (certainty.py, causal_verbs.py, causal_constructions.py, flaws.py).
"""

import re
from collections.abc import Iterator

from flows.extraction.claims.agency import AGENTS, classify_subject
from flows.extraction.claims.causal_constructions import find_links
from flows.extraction.claims.causes import Link
from flows.extraction.claims.certainty import find_hedge, is_denied
from flows.extraction.claims.coordination import split_link
from flows.extraction.claims.judges import NO_CLAIM, Verdict, judge_sentence
from flows.extraction.claims.traits import describe_sentence, find_main_root
from flows.extraction.document import Document, Passage, Row, Tables
from flows.extraction.sources.attribution import find_attribution
from flows.extraction.themes import assign_themes

LEAST_ASSERTION = 0.5  # probability
LONGEST_CITATION_RANGE = 50  # [1-3] is a range of works; [10-2019] is not

# constructions that name their first part as a cause, whoever it is
NAMED_CAUSES = frozenset({"connective", "means", "reason_is", "why", "nominal", "verb_to", "verb_in"})

# constructions that say nothing but that one thing causes another: whoever writes them makes a causal claim
PLAIN_CAUSES = frozenset({"connective", "proportional", "reason_is", "why"})

# a bracketed mark of cited works: [3], [1-3], [2, 5; 7]
CITATION = re.compile(r"\[(\d{1,3}(?:\s?[-–,;]\s?\d{1,3}){0,40})\]")
# a question mark at the end, behind it nothing but closing quotes and brackets
QUESTION = re.compile(r"\?[\"'”’)\]]{0,3}$")
# a number or a range of numbers inside such a mark
CITED = re.compile(r"(\d{1,3})(?:\s?[-–]\s?(\d{1,3}))?")


def extract_claims(document: Document, found: Tables) -> Tables:
    """Extract ``claims``, one row an asserting sentence, and ``causal_links``, one row a cause and its effect.

    Only a claim of type causal has links.
    """
    claims: list[Row] = []
    rows: list[Row] = []
    previous: Passage | None = None
    for passage, advice in document.sentences_with_rows(found.get("recommendations", [])):
        same_section = previous if previous is not None and previous.section is passage.section else None
        links = find_links(passage.parse)
        verdict = _judge(passage, same_section, links, advice)
        if verdict.asserts >= LEAST_ASSERTION:
            claim = _make_claim(document, passage, verdict)
            if any(link.pattern in PLAIN_CAUSES for link in links):
                claim["claim_type"] = "causal"
            claims.append(claim)
            if claim["claim_type"] == "causal":
                chosen = (part for link in choose_links(passage, links) for part in split_link(passage.parse, link))
                rows.extend(_make_link(document, passage, claim, link) for link in chosen)
        previous = passage
    return {"claims": claims, "causal_links": rows}


def _judge(passage: Passage, previous: Passage | None, links: list[Link], advice: list[Row]) -> Verdict:
    if QUESTION.search(passage.text) or (not links and _is_fragment(passage)):
        return NO_CLAIM
    return judge_sentence(passage.text, describe_sentence(passage, previous, links, advice))


def _is_fragment(passage: Passage) -> bool:
    """Say whether a sentence has neither a verb nor a number: a title, a byline, a line of a menu."""
    return not any(token.pos_ in {"VERB", "AUX"} or token.like_num for token in passage.parse)


def _make_claim(document: Document, passage: Passage, verdict: Verdict) -> Row:
    span = passage.span
    source = find_attribution(passage)
    return {
        "claim_id": document.ids.make("clm", passage.sentence_id, passage.text),
        "doc_id": document.doc_id,
        "sentence_id": passage.sentence_id,
        "text": document.surface(span),
        "claim_type": verdict.claim_type,
        "certainty": "asserted" if find_hedge(passage.parse) is None else "hedged",
        "is_negated": is_denied(passage.parse, find_main_root(passage.parse)),
        "attributed_to": source.slice(passage.text) if source else None,
        "citations": list(expand_citations(passage.text)),
        "themes": assign_themes(passage.text),
        "char_start": span.start,
        "char_end": span.end,
        "score": verdict.asserts,
    }


def expand_citations(text: str) -> Iterator[int]:
    """Yield the works that a sentence's bracketed marks cite, ranges expanded, each once, in order."""
    seen: set[int] = set()
    for mark in CITATION.finditer(text):
        for cited in CITED.finditer(mark[1]):
            first = int(cited[1])
            last = int(cited[2]) if cited[2] else first
            works = range(first, last + 1) if first <= last <= first + LONGEST_CITATION_RANGE else (first, last)
            for work in works:
                if work not in seen:
                    seen.add(work)
                    yield work


def choose_links(passage: Passage, links: list[Link]) -> list[Link]:
    """Return the links that tell causes; where a causal claim has none but acts, those ("the ministry cut the deficit").

    What "we" or a person did stays an act.
    """
    telling = [link for link in links if _tells_cause(passage, link)]
    return telling or [link for link in links if _classify_cause(passage, link) == "actor"]


def _tells_cause(passage: Passage, link: Link) -> bool:
    """Say whether a link tells a cause rather than an act: "the council reduced fares" tells who did it."""
    return link.pattern in NAMED_CAUSES or _classify_cause(passage, link) not in AGENTS


def _classify_cause(passage: Passage, link: Link) -> str:
    return classify_subject(passage.parse[slice(*link.cause)].root)


def _make_link(document: Document, passage: Passage, claim: Row, link: Link) -> Row:
    cause = passage.locate_tokens(passage.parse[slice(*link.cause)])
    effect = passage.locate_tokens(passage.parse[slice(*link.effect)])
    texts = document.surface(cause), document.surface(effect)
    return {
        "link_id": document.ids.make("lnk", passage.sentence_id, *texts, link.cue),
        "claim_id": claim["claim_id"],
        "doc_id": document.doc_id,
        "cause": texts[0],
        "effect": texts[1],
        "polarity": link.polarity,
        "cue": link.cue,
        "char_start": claim["char_start"],
        "char_end": claim["char_end"],
        "cause_start": cause.start,
        "cause_end": cause.end,
        "effect_start": effect.start,
        "effect_end": effect.end,
    }
