"""Marking evidence loses no character and puts every reason where its spans say."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentguard.verdict import Span
from commentguard.web.evidence import against, edged, folded, parted, pieces

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


@given(st.text(min_size=1, max_size=120), st.lists(spans, max_size=3), st.integers(6, 40))
def test_folding_loses_nothing_and_shows_the_first_mark(
    text: str, found: list[tuple[int, int, str]], most: int
) -> None:
    shift = len(text) // 2
    cut = pieces(text, verdict([(a + shift, b + shift, code) for a, b, code in found]))
    fold = folded(cut, most)
    assert (
        "".join(one.text for one in (*fold.head, *fold.between, *fold.around, *fold.rest)) == text
    )
    assert not any(one.codes for one in fold.between)
    assert fold.skipped == len("".join(one.text for one in fold.between))
    if any(one.codes for one in cut):
        assert any(one.codes for one in (*fold.head, *fold.around))
    assert sum(len(one.text) for one in (*fold.head, *fold.around)) <= 2 * most


def test_evidence_far_below_the_beginning_is_in_view() -> None:
    text = "a" * 5000 + "call 01632 960 148" + "b" * 3000
    fold = folded(pieces(text, verdict([(5000, 5018, "phone_number")])), 900)
    assert [one.text for one in fold.head] == ["a" * 300]
    assert fold.around[1].text == "call 01632 960 148"
    assert fold.skipped == 5000 - 300 - 150
    assert len(fold.rest[0].text) > 2500


@given(st.text(max_size=25), st.lists(spans, max_size=5), st.integers(0, 25), st.integers(0, 25))
def test_what_was_not_read_is_between_two_signs(
    text: str, found: list[tuple[int, int, str]], start: int, size: int
) -> None:
    start = min(start, len(text))
    end = min(start + size, len(text))
    cut = edged(pieces(text, verdict(found)), Span(start, end))
    assert "".join(piece.text for piece in cut) == text
    places = {piece.edge: place for place, piece in enumerate(cut) if piece.edge}
    assert "".join(piece.text for piece in cut[: places["from"]]) == text[:start]
    assert "".join(piece.text for piece in cut[places["from"] : places["to"]]) == text[start:end]


def judged(action: str, unwanted: float, *notes: str, **policy: Any) -> dict[str, Any]:
    chances = {"ham": 1 - unwanted, "promotional": unwanted - 0.01, "spam": 0.01}
    usual = {"hold": 0.5, "discard": None, "allow_promotional": False, "stuffing_escalates": False}
    return {
        "action": action, "label": "promotional", "probability": unwanted, "probabilities": chances,
        "reasons": [{"code": "label_stuffing"}], "policy": {**usual, **policy}, "notes": list(notes),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("found", "spoke"),
    [
        ({}, False),
        ({"action": "hold"}, True),
        (judged("hold", 0.9), True),
        (judged("publish", 0.1), False),
        (judged("hold", 0.1, "on the deny-list"), False),
        (judged("hold", 0.9, "on the deny-list"), True),
        (judged("publish", 0.9, "on the allow-list"), True),
        (judged("hold", 0.9, "on the deny-list", allow_promotional=True), False),
        (
            judged("hold", 0.9, "a rule", allow_promotional=True, stuffing_escalates=True),
            True,
        ),
    ],
)
def test_what_the_score_said_is_told_from_what_a_rule_did(
    found: dict[str, Any], spoke: bool
) -> None:
    assert against(found) is spoke
