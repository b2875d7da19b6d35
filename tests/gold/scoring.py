"""Extracted tables against hand annotations, document by document.

A score is a count of hits, rows found and rows annotated (for what must be found), or of right answers (for what is
said of a row that was found), so that documents can be added up and drawn again for intervals.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flows.extraction.spans import WHITESPACE, Span, collapse_spans

Row = dict[str, Any]
WORD = re.compile(r"\w+")
STOP_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "for",
        "to",
        "and",
        "or",
        "by",
        "with",
        "from",
        "at",
        "as",
        "is",
        "are",
        "be",
        "its",
        "their",
        "our",
        "this",
        "that",
    ]
)
ARTICLE = re.compile(r"(?i)(?:the|a|an)\s+")
LABEL = re.compile(r"^((fig(ure)?|table)\.?\s*)?[\d.]*\s*")


@dataclass
class Score:
    """Counts of one metric: F1 by hits, found and wanted; accuracy by hits among ``wanted`` (found is None)."""

    hits: int = 0
    found: int | None = 0
    wanted: int = 0

    def add(self, other: "Score") -> None:
        self.hits += other.hits
        self.wanted += other.wanted
        self.found = None if self.found is None or other.found is None else self.found + other.found

    @property
    def precision(self) -> float | None:
        return None if self.found is None else self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float | None:
        return None if self.found is None else self.hits / self.wanted if self.wanted else 0.0

    @property
    def value(self) -> float:
        if self.found is None:
            return self.hits / self.wanted if self.wanted else 0.0
        return 2 * self.hits / (self.found + self.wanted) if self.found + self.wanted else 0.0


@dataclass
class Scores:
    """The metrics of one document, and for each table with scores whether each scored row was right."""

    metrics: dict[str, Score] = field(default_factory=dict)
    scored: list[tuple[str, float, bool]] = field(default_factory=list)

    def count(self, metric: str, *, hits: int, found: int, wanted: int) -> None:
        self.metrics.setdefault(metric, Score()).add(Score(hits, found, wanted))

    def judge(self, metric: str, right: bool) -> None:
        self.metrics.setdefault(metric, Score(found=None)).add(Score(int(right), None, 1))


def content_words(text: str | None) -> Counter[str]:
    words = [word.lower() for word in WORD.findall(text or "")]
    return Counter([word for word in words if word not in STOP_WORDS] or words)


def compare_words(a: str | None, b: str | None) -> float:
    """F1 of the content words of two texts."""
    left, right = content_words(a), content_words(b)
    common = sum((left & right).values())
    return 2 * common / (sum(left.values()) + sum(right.values())) if common else 0.0


def overlap(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def intersect_over_union(a: Span, b: Span) -> float:
    shared = overlap(a, b)
    return shared / (max(a.end, b.end) - min(a.start, b.start)) if shared else 0.0


def pair(
    wanted: list[Row], found: list[Row], weigh: Callable[[Row, Row], float], least: float
) -> list[tuple[int, int]]:
    """One-to-one pairs of positions, best weight first."""
    weights = sorted(((weigh(w, f), i, j) for i, w in enumerate(wanted) for j, f in enumerate(found)), reverse=True)
    taken: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for weight, i, j in weights:
        if weight >= least and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append((i, j))
    return pairs


class Gold:
    """The annotations of one text, placed in it."""

    def __init__(self, folder: Path, name: str, text: str) -> None:
        self.name, self.text = name, text
        self.flat = collapse_spans(text, [Span(0, len(text))])
        self.units: dict[str, Row] = {}
        at = 0
        for line in (folder / f"{name}.units.tsv").read_text(encoding="utf-8").splitlines():
            unit, kind, body = line.split("\t")
            place = self.flat.text.find(body, at)
            place = self.flat.text.find(body) if place < 0 else place
            assert place >= 0, f"{name}: unit {unit} is not in the text"
            at = max(at, place)
            self.units[unit] = {
                "kind": kind,
                "body": body,
                "at": place,
                "span": self.flat.locate(place, place + len(body)),
            }
        self.roles = {row["unit"]: row for row in self.load(folder, "roles")}
        self.recommendations = self.place(self.load(folder, "recommendations"), "action")
        self.figures = self.place(self.load(folder, "figures"), "text")
        self.dates = self.place(self.load(folder, "dates"), "text")
        self.entities = self.load(folder, "entities")
        self.mentions = self.find_mentions()

    def load(self, folder: Path, what: str) -> list[Row]:
        path = folder / f"{self.name}.{what}.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        return [json.loads(line) for line in lines if line.strip()]

    def place(self, rows: list[Row], column: str) -> list[Row]:
        """Give every row its span: the nth row of a unit with the same words is the nth place of them."""
        seen: Counter[tuple[str, str]] = Counter()
        for row in rows:
            unit = self.units[row["unit"]]
            words = WHITESPACE.sub(" ", row[column]).strip()
            at = unit["at"]
            for _ in range(seen[(row["unit"], words)] + 1):
                place = self.flat.text.find(words, at, unit["at"] + len(unit["body"]))
                if place < 0:
                    break
                row["span"], at = self.flat.locate(place, place + len(words)), place + len(words)
            assert "span" in row, f"{self.name}: {words!r} is not in unit {row['unit']}"
            seen[(row["unit"], words)] += 1
        return rows

    def find_mentions(self) -> list[Row]:
        """Every place of every form, the longest forms first."""
        forms = sorted(
            ((WHITESPACE.sub(" ", form).strip(), entity) for entity in self.entities for form in entity["forms"]),
            key=lambda item: -len(item[0]),
        )
        taken: list[Span] = []
        mentions = []
        for form, entity in forms:
            for match in re.finditer(r"(?<!\w)" + re.escape(form) + r"(?!\w)", self.flat.text):
                span = Span(match.start(), match.end())
                if not any(span.overlaps(other) for other in taken):
                    taken.append(span)
                    mentions.append({"span": self.flat.locate(span.start, span.end), "entity": entity})
        return mentions

    @property
    def sentences(self) -> list[str]:
        return [unit for unit, row in self.units.items() if row["kind"] == "sentence"]


def with_spans(rows: Iterable[Row]) -> list[Row]:
    return [{**row, "span": Span(row["char_start"], row["char_end"])} for row in rows]


def score_structure(scores: Scores, gold: Gold, tables: dict[str, list[Row]]) -> None:
    def clean(words: str | None) -> str:
        return LABEL.sub("", WHITESPACE.sub(" ", words or "").strip().lower())

    for kind, table, column in (("heading", "sections", "heading"), ("caption", "exhibits", "caption")):
        wanted = Counter(clean(unit["body"]) for unit in gold.units.values() if unit["kind"] == kind)
        found = Counter(clean(row[column]) for row in tables[table] if row[column])
        found.pop("abstract", None)
        scores.count(f"{kind}s", hits=sum((wanted & found).values()), found=found.total(), wanted=wanted.total())
    wanted_spans = [{"span": gold.units[unit]["span"]} for unit in gold.sentences]
    rows = with_spans(tables["sentences"])

    def same(a: Row, b: Row) -> float:
        return float(abs(a["span"].start - b["span"].start) <= 12 and abs(a["span"].end - b["span"].end) <= 2)

    pairs = pair(wanted_spans, rows, same, 1.0)
    scores.count("sentence boundaries", hits=len(pairs), found=len(rows), wanted=len(wanted_spans))


def score_roles(scores: Scores, gold: Gold, tables: dict[str, list[Row]]) -> None:
    for role, table in (("claim", "claims"), ("recommendation", "recommendations")):
        rows = with_spans(tables[table])
        right_rows: set[int] = set()
        for unit in gold.sentences:
            span, wanted = gold.units[unit]["span"], gold.roles[unit]
            touching = [row for row in rows if overlap(row["span"], span) >= 0.5 * len(row["span"])]
            is_wanted = wanted["role"] in (role, "both")
            scores.count(
                f"{table} (sentence)",
                hits=int(is_wanted and bool(touching)),
                found=int(bool(touching)),
                wanted=int(is_wanted),
            )
            if is_wanted:
                right_rows |= {id(row) for row in touching}
            if role == "claim" and is_wanted and touching:
                judge_claim(scores, wanted, max(rows, key=lambda row: overlap(row["span"], span)))
        if role == "claim":
            scores.scored += [(table, row["score"], id(row) in right_rows) for row in rows]


def judge_claim(scores: Scores, wanted: Row, row: Row) -> None:
    scores.judge("claim_type", row["claim_type"] == wanted["claim_type"])
    if wanted.get("certainty"):
        hedged, told = wanted["certainty"] == "hedged", row["certainty"] == "hedged"
        scores.count("hedged claims", hits=int(hedged and told), found=int(told), wanted=int(hedged))
    source, told_source = wanted.get("source"), row["attributed_to"]
    hit = bool(source and told_source and compare_words(source, told_source) >= 0.5)
    scores.count("claim sources", hits=int(hit), found=int(bool(told_source)), wanted=int(bool(source)))


def score_causes(scores: Scores, gold: Gold, tables: dict[str, list[Row]]) -> None:
    wanted = [
        dict(cause, span=gold.units[unit]["span"])
        for unit in gold.sentences
        for cause in gold.roles[unit].get("causes") or []
    ]
    found = with_spans(tables["causal_links"])

    def near(a: Row, b: Row) -> float:
        if not overlap(a["span"], b["span"]):
            return 0.0
        return min(compare_words(a["cause"], b["cause"]), compare_words(a["effect"], b["effect"]))

    pairs = pair(wanted, found, near, 0.4)
    scores.count("causal links", hits=len(pairs), found=len(found), wanted=len(wanted))


def score_actions(scores: Scores, gold: Gold, tables: dict[str, list[Row]]) -> None:
    wanted, found = gold.recommendations, with_spans(tables["recommendations"])
    pairs = pair(wanted, found, lambda a, b: intersect_over_union(a["span"], b["span"]), 0.5)
    scores.count("recommendations (action)", hits=len(pairs), found=len(found), wanted=len(wanted))
    right = {j for _, j in pairs}
    scores.scored += [("recommendations", row["score"], j in right) for j, row in enumerate(found)]
    for i, j in pairs:
        a, b = wanted[i], found[j]
        named = b["actor"] and b["actor"] in gold.units[a["unit"]]["body"]
        scores.judge("recommendation actor", compare_words(a["actor"], b["actor"]) >= 0.5 if a["actor"] else not named)
        scores.judge("recommendation strength", a["strength"] == b["strength"])
        hit = bool(a["goal"] and b["goal"] and compare_words(a["goal"], b["goal"]) >= 0.5)
        scores.count("recommendation goal", hits=int(hit), found=int(bool(b["goal"])), wanted=int(bool(a["goal"])))
        themes, told = set(a["themes"]), set(b["themes"])
        scores.count("recommendation themes", hits=len(themes & told), found=len(told), wanted=len(themes))


def same_value(a: Row, b: Row) -> float:
    close = b["value"] is not None and abs(a["value"] - b["value"]) <= 1e-6 * max(1.0, abs(a["value"]))
    return float(close and bool(overlap(a["span"], b["span"])))


def score_figures(scores: Scores, gold: Gold, tables: dict[str, list[Row]]) -> None:
    wanted, found = gold.figures, with_spans(tables["figures"])
    pairs = pair(wanted, found, same_value, 1.0)
    scores.count("figures", hits=len(pairs), found=len(found), wanted=len(wanted))
    right = {j for _, j in pairs}
    scores.scored += [("figures", row["score"], j in right) for j, row in enumerate(found)]
    core, statistics = [row for row in wanted if row["core"]], [row for row in found if row["is_statistic"]]
    hits = len(pair(core, statistics, same_value, 1.0))
    scores.count("figures (statistics)", hits=hits, found=len(statistics), wanted=len(core))
    for i, j in pairs:
        judge_figure(scores, wanted[i], found[j])


def judge_figure(scores: Scores, a: Row, b: Row) -> None:
    unit, told_unit = str(a["unit_name"]).rstrip("s"), str(b["unit"]).rstrip("s")
    scores.judge("figure kind", a["kind"] == b["kind"])
    scores.judge("figure unit", compare_words(unit, told_unit) > 0 or a["unit_name"] == b["unit"])
    scores.judge("figure qualifier", a["qualifier"] == b["qualifier"])
    if a["core"]:
        period, told = a.get("period"), str(b["period_start"])[:10] if b["period_start"] else None
        scores.judge("figure measure", compare_words(a["measure"], b["measure"]) >= 0.4)
        scores.judge(
            "figure period", (not period and not told) or bool(period and told and told.startswith(period[:4]))
        )
        scores.judge("figure direction", a["direction"] == b["direction"])


def score_dates(scores: Scores, gold: Gold, tables: dict[str, list[Row]]) -> None:
    found = with_spans(tables["dates"])

    def same(a: Row, b: Row) -> float:
        return float(bool(overlap(a["span"], b["span"])) and (a["start"], a["end"]) == (str(b["start"]), str(b["end"])))

    pairs = pair(gold.dates, found, same, 1.0)
    scores.count("dates", hits=len(pairs), found=len(found), wanted=len(gold.dates))


def fold_name(name: str) -> str:
    return " ".join(
        word.lower()
        for word in WORD.findall(name)
        if word.lower() not in ("the", "province", "initiative", "strategy", "policy")
    )


def score_entities(scores: Scores, gold: Gold, tables: dict[str, list[Row]]) -> None:
    members = {row["entity_id"]: row for row in tables["document_entities"]}
    found = [dict(row, entity=members[row["entity_id"]]) for row in with_spans(tables["mentions"])]

    def trim(span: Span) -> Span:
        article = ARTICLE.match(span.slice(gold.text))
        return Span(span.start + article.end(), span.end) if article else span

    def near(a: Row, b: Row) -> float:
        return intersect_over_union(trim(a["span"]), trim(b["span"]))

    def near_typed(a: Row, b: Row) -> float:
        return near(a, b) if a["entity"]["type"] == b["entity"]["entity_type"] else 0.0

    typed = pair(gold.mentions, found, near_typed, 0.8)
    scores.count("entity mentions (span and type)", hits=len(typed), found=len(found), wanted=len(gold.mentions))
    right = {j for _, j in typed}
    scores.scored += [("mentions", row["score"], j in right) for j, row in enumerate(found)]
    pairs = pair(gold.mentions, found, near, 0.5)
    scores.count("entity mentions (span)", hits=len(pairs), found=len(found), wanted=len(gold.mentions))
    for i, j in pairs:
        if gold.mentions[i]["entity"]["code"]:
            scores.judge("entity code", str(gold.mentions[i]["entity"]["code"]) == str(found[j]["entity"]["code"]))
    named: dict[str, set[str]] = {}
    for row in found:
        named.setdefault(row["entity_id"], {fold_name(members[row["entity_id"]]["name"])}).add(
            fold_name(row["surface"])
        )
    told = [dict(members[entity_id], names=names) for entity_id, names in named.items()]

    def same(a: Row, b: Row) -> float:
        if a["code"] and b["code"]:
            return float(str(a["code"]) == str(b["code"]))
        return float(bool(b["names"] & {fold_name(name) for name in [a["name"], *a["forms"]]}))

    hits = len(pair(gold.entities, told, same, 1.0))
    scores.count("entities (a document's set)", hits=hits, found=len(told), wanted=len(gold.entities))


def score_document(gold: Gold, tables: dict[str, list[Row]]) -> Scores:
    """Score one document's extracted tables."""
    scores = Scores()
    for score_part in (
        score_structure,
        score_roles,
        score_causes,
        score_actions,
        score_figures,
        score_dates,
        score_entities,
    ):
        score_part(scores, gold, tables)
    return scores
