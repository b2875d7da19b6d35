"""The cards of raw/sources.yml: what is known of a text beside its words."""

import re
from collections.abc import Callable
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Any

import pycountry
import yaml

from flows.extraction.document import Card
from flows.extraction.ids import hash_key
from flows.store.errors import CardError

CARDS_FILE = "sources.yml"


class _CardLoader(yaml.SafeLoader):
    """YAML in which a plain value is text unless it is true, false or null: 2020, NO and 00 stay as they are written.

    No key may stand twice in a mapping.
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Return a mapping; ConstructorError where a key comes again."""
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value!r} stands twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


_CardLoader.yaml_implicit_resolvers = {}
_CardLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false"), ["t", "f"])
_CardLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"null|~|"), ["n", "~", ""])


def is_printable(value: str) -> bool:
    """Say whether a card's words are words: something to read, on one line, in characters that can be stored."""
    return bool(value.strip()) and value.isprintable()


def is_iso_date(value: str) -> bool:
    """Say whether a text is a date, a month or a year of ISO 8601 that the calendar has."""
    if not re.fullmatch(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", value):
        return False
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return False
    return True


# what a card's fields must look like
_FORMS: dict[str, tuple[Callable[[str], Any], str]] = {
    "country": (lambda value: pycountry.countries.get(alpha_2=value), "an ISO 3166-1 alpha-2 code"),
    "language": (lambda value: pycountry.languages.get(alpha_2=value), "an ISO 639-1 code"),
    "published": (is_iso_date, "an ISO 8601 date, month or year"),
    "sha256": (re.compile(r"[0-9a-f]{64}").fullmatch, "64 hexadecimal digits"),
}


def load_cards(raw: Path) -> dict[str, Card]:
    """Return the cards of raw/sources.yml by document; none where there is no such file.

    Raises CardError, which names file and place, where the file is not what it must be.
    """
    path = raw / CARDS_FILE
    if not path.exists() and not path.is_symlink():
        return {}
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_CardLoader) or {}  # noqa: S506  a safe loader
    except (yaml.YAMLError, ValueError, RecursionError, OSError) as error:
        raise CardError(f"{path}: not readable as YAML: {error}") from error
    known = {field.name for field in fields(Card)}
    cards: dict[str, Card] = {}
    entries = content.get("documents") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        raise CardError(f"{path}: needs a list under the key `documents`, one card a document")
    for nth, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict) or not isinstance(entry.get("doc_id"), str):
            raise CardError(f"{path}: card {nth} has no `doc_id`")
        doc_id = entry["doc_id"]
        unknown = sorted(set(entry) - known - {"doc_id"})
        if unknown:
            raise CardError(
                f"{path}: card {doc_id}: unknown field {unknown[0]!r}; known are {', '.join(sorted(known))}"
            )
        if doc_id in cards:
            raise CardError(f"{path}: card {doc_id} stands twice")
        cards[doc_id] = build_card(entry, f"{path}: card {doc_id}")
    return cards


def build_card(entry: dict[str, Any], place: str) -> Card:
    """Return a card; CardError where a field has a value of the wrong kind."""
    values: dict[str, Any] = {}
    for name, value in entry.items():
        if name == "doc_id":
            continue
        kind, wanted = (bool, "true, false or null") if name == "is_translation" else (str, "text or null")
        if value is not None and not isinstance(value, kind):
            raise CardError(f"{place}: `{name}` must be {wanted}, not {value!r}")
        form, wanted = _FORMS.get(name, (is_printable, "some words on one line"))
        if isinstance(value, str) and not form(value):
            raise CardError(f"{place}: `{name}` must be {wanted}, not {value!r}")
        values[name] = value
    return Card(**values)


def digest_card(card: Card) -> str:
    """Return a digest of a card's fields."""
    return hash_key(*(value for _, value in sorted(asdict(card).items())))


def compare_card(card: Card, sha256: str, *, has_card: bool) -> str:
    """Return how a file's bytes stand to its card (see documents.card_status)."""
    if not has_card:
        return "no_card"
    if card.sha256 is None:
        return "unverified"
    return "match" if card.sha256 == sha256 else "changed"
