"""The themes of a stretch of text."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extraction.lexicon import load_lexicon
from flows.extraction.themes import MOST_THEMES, WEIGHTS, assign_themes, find_terms, list_themes, normalize_term
from tests.extraction.cases import load_cases


@pytest.mark.parametrize("case", load_cases("themes"))
def test_a_phrase_has_its_themes(case: dict[str, Any]) -> None:
    assert assign_themes(case["text"]) == case["themes"]


@pytest.mark.parametrize("theme", list_themes())
def test_every_term_is_found_by_itself(theme: str) -> None:
    entry = load_lexicon("themes")["themes"][theme]
    for level, weight in WEIGHTS.items():
        for term in entry[level]:
            found = find_terms(term.replace("*", "ing"))
            assert found, term
            assert dict(found[0].themes).get(theme, 0) >= weight, term


@pytest.mark.parametrize("theme", list_themes())
def test_a_term_stands_once_in_a_theme(theme: str) -> None:
    entry = load_lexicon("themes")["themes"][theme]
    terms = [normalize_term(term) + "*" * term.endswith("*") for level in WEIGHTS for term in entry[level]]
    again = sorted({term for term in terms if terms.count(term) > 1})
    assert again == []


@given(st.text())
def test_any_text_has_at_most_two_known_themes(text: str) -> None:
    themes = assign_themes(text)
    assert len(themes) == len(set(themes)) <= MOST_THEMES
    assert set(themes) <= set(list_themes())
