"""Figures: checked on cases that can be counted by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from commentguard import Comment, load
from commentguard.training.metrics import (
    calibration_error,
    pair_accuracy,
    reason_scores,
    recall_at,
)
from commentguard.verdict import Action, Code, Reason, Span, Verdict


def test_a_pair_is_right_when_both_members_are() -> None:
    records = [
        {"id": "a", "label": "ham", "pair_of": "b"},
        {"id": "b", "label": "spam", "pair_of": "a"},
        {"id": "c", "label": "ham", "pair_of": "d"},
        {"id": "d", "label": "promotional", "pair_of": ""},
        {"id": "e", "label": "ham", "pair_of": "elsewhere"},
    ]
    held = np.array([False, True, False, False, True])
    assert pair_accuracy(records, held) == {"right": 1, "n": 2, "accuracy": 0.5}


def test_no_pairs_is_not_none_right() -> None:
    told = pair_accuracy([{"id": "a", "label": "ham"}], np.array([False]))
    assert told == {"right": 0, "n": 0, "accuracy": None}
    assert pair_accuracy([{"label": "ham"}, {"label": "spam"}], np.array([False, True])) == told


SPAM, HAM = {"label": "spam", "text": "Call us now"}, {"label": "ham", "text": "Thank you"}


def _verdict(action: Action, *codes: Code) -> Verdict:
    given = replace(load().score(Comment(text="Thank you")), action=action)
    return replace(given, reasons=tuple(Reason(code, 1.0, (Span(0, 7),)) for code in codes))


def test_reasons_that_nobody_labelled_are_not_measured() -> None:
    held = _verdict(Action.HOLD, Code.CALL_TO_ACTION)
    ways: list[dict[str, object]] = [{}, {"reasons": []}, {"reasons": None, "evidence": None}]
    for unlabelled in ways:
        told = reason_scores([{**SPAM, **unlabelled}, HAM], [held, _verdict(Action.PUBLISH)])
        assert told["micro_f1"] is None
        assert told["span_recall"] is None
        assert (told["unwanted_with_reasons"], told["spans"]) == (0, 0)


def test_reasons_are_counted_where_they_are_labelled_and_extra_ones_on_ham() -> None:
    held = _verdict(Action.HOLD, Code.CALL_TO_ACTION)
    labelled = {**SPAM, "reasons": ["call_to_action"], "evidence": {"call_to_action": ["Call us"]}}
    told = reason_scores([labelled, SPAM], [held, held])
    assert (told["micro_f1"], told["span_recall"], told["unwanted_with_reasons"]) == (1.0, 1.0, 1)
    assert reason_scores([labelled, HAM], [held, held])["micro_f1"] == pytest.approx(2 / 3)


def test_recall_at_a_rate_of_ham() -> None:
    scores = np.arange(10.0)
    unwanted = scores >= 5
    assert recall_at(scores, unwanted, 0.0) == 1.0
    assert recall_at(scores[::-1], unwanted, 0.0) == 0.0


def test_perfect_calibration_has_no_error() -> None:
    unwanted = np.array([True, False] * 50)
    assert calibration_error(unwanted.astype(float), unwanted)["ece"] == 0.0
    assert calibration_error(np.full(100, 0.5), unwanted)["brier"] == pytest.approx(0.25)
