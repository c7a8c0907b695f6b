"""Marking evidence loses no character and puts every reason where its spans say."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from commentguard.web.evidence import parted, pieces

CODES = ("phone_number", "offer", "scam")
spans = st.tuples(st.integers(-3, 30), st.integers(-3, 30), st.sampled_from(CODES))


def verdict(found: list[tuple[int, int, str]]) -> dict[str, Any]:
    return {"reasons": [{"code": code, "spans": [{"start": a, "end": b}]} for a, b, code in found]}


@given(st.text(max_size=25), st.lists(spans, max_size=8))
def test_pieces_are_the_text_with_every_reason_on_its_characters(
    text: str, found: list[tuple[int, int, str]]
) -> None:
    cut = pieces(text, verdict(found))
    assert "".join(piece.text for piece in cut) == text
    at = 0
    for piece in cut:
        for place in range(at, at + len(piece.text)):
            assert set(piece.codes) == {code for a, b, code in found if max(0, a) <= place < b}
        at += len(piece.text)


@given(st.text(max_size=25), st.lists(spans, max_size=5), st.integers(0, 30))
def test_a_cut_text_is_the_whole_text_in_two_parts(
    text: str, found: list[tuple[int, int, str]], most: int
) -> None:
    head, rest = parted(pieces(text, verdict(found)), most)
    assert "".join(piece.text for piece in head) == text[:most]
    assert "".join(piece.text for piece in rest) == text[most:]


def test_spans_count_code_points_and_not_what_browsers_count() -> None:
    text = "🍅🍅 call 01632 960 148"
    (_, piece) = pieces(text, verdict([(8, 22, "phone_number")]))
    assert piece.text == "01632 960 148"
