"""Digits that may be dialled: no candidate is passed over, and years and prices are no digits to dial."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentguard.comment import Comment
from commentguard.text import traces
from commentguard.text.document import Document
from commentguard.text.numbers import find_candidates


def asked(texts: list[str]) -> list[bool]:
    documents, _ = Document.many([Comment(text=text) for text in texts])
    return [doc.traces & traces.FIGURES > 0 for doc in documents]


@given(st.lists(st.text("0123456789oilsb .-ab\u0663", max_size=60), min_size=1, max_size=4))
def test_no_candidate_is_passed_over(texts: list[str]) -> None:
    for text, told in zip(texts, asked(texts), strict=True):
        assert told or not find_candidates(text, 0)


@pytest.mark.parametrize(
    "text",
    [
        "07700 900 123",
        "o77oo 9oo l23",
        "0 7 7 0 0 9 0 0 1 2 3",
        # As far apart as digits of one number stand.
        " / ".join("0770090"),
    ],
)
def test_numbers_are_asked_about(text: str) -> None:
    assert find_candidates(text, 0)
    assert asked(["a text", text, "another"]) == [False, True, False]


@pytest.mark.parametrize(
    "text", ["", "in 2019 and then once more in 2020", "12.50 for two, liked by 3 of 4"]
)
def test_years_and_prices_are_not(text: str) -> None:
    assert asked([text, "a text"]) == [False, False]
