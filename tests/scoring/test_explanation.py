"""A reason weighs what the sum and the trees would say less without it; everything still adds up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from commentguard.comment import Comment
from commentguard.features.encoder import Encoder
from commentguard.scoring.bundle import load
from commentguard.scoring.scorer import Scorer
from commentguard.scoring.shipped import default_model
from commentguard.scoring.trees import BEHIND, LEAVES, Trees
from commentguard.verdict import Code, Verdict

ENCODER, BUNDLE = Encoder(), load(default_model(), prove=False)
ADVERT = Comment(text="Call us now on 01632 960 148 for a free quote!")


def asking(column: str, below: float, above: float) -> Trees:
    """One tree with one question: whether `column` is above 0."""
    place = np.zeros((LEAVES - 1, 1), np.intp)
    place[0] = BUNDLE.columns.index(column)
    threshold = np.full((LEAVES - 1, 1), np.inf)
    threshold[0] = 0.0
    mask = np.full((LEAVES - 1, 1), 0xFF, np.uint8)
    mask[0] = 0xFE
    value = np.zeros((LEAVES, 1), np.float32)
    value[:2, 0] = below, above
    return Trees(place, threshold, mask, value)


def verdict(trees: Trees) -> Verdict:
    return Scorer(replace(BUNDLE, trees=trees), ENCODER).score(ADVERT)


def weight(of: Verdict, code: Code) -> float:
    return next(reason.weight for reason in of.reasons if reason.code is code)


def phone() -> str:
    """A column that argues for a telephone number and is not 0 in the advert."""
    values = ENCODER.encode([ADVERT]).dense[0]
    return next(name for place, name in ENCODER.argue_for[Code.PHONE_NUMBER] if values[place])


def test_a_reason_weighs_what_trees_would_say_less_without_it() -> None:
    plain, grown = verdict(Trees.silent()), verdict(asking(phone(), -1.0, 2.0))
    assert grown.log_odds == pytest.approx(plain.log_odds + 2.0)
    gained = weight(grown, Code.PHONE_NUMBER) - weight(plain, Code.PHONE_NUMBER)
    assert gained == pytest.approx(3.0)
    assert grown.together == pytest.approx(-1.0)
    for code in {reason.code for reason in plain.reasons} - {Code.PHONE_NUMBER}:
        assert weight(grown, code) == pytest.approx(weight(plain, code))


def test_a_reason_that_trees_count_for_the_comment_keeps_what_it_adds_to_the_sum() -> None:
    plain, grown = verdict(Trees.silent()), verdict(asking(phone(), 1.0, -2.0))
    assert weight(grown, Code.PHONE_NUMBER) == pytest.approx(weight(plain, Code.PHONE_NUMBER))
    assert grown.together == pytest.approx(-2.0)


def test_a_reason_that_trees_alone_know_is_listed() -> None:
    mute = replace(BUNDLE.unwanted, dense=np.zeros_like(BUNDLE.unwanted.dense))
    bundle = replace(BUNDLE, unwanted=mute, trees=asking(phone(), -1.0, 2.0))
    found = Scorer(bundle, ENCODER).score(ADVERT)
    assert [(r.code, r.weight) for r in found.reasons] == [(Code.PHONE_NUMBER, 3.0)]
    assert found.together == pytest.approx(-1.0)


@pytest.mark.parametrize(
    "text", [ADVERT.text, "Thanks, that helped.", "", "Visit slates.example " * 90]
)
def test_everything_adds_up(text: str) -> None:
    found = Scorer(BUNDLE, ENCODER).score(Comment(text=text))
    told = sum(r.weight for r in found.reasons) + sum(c.weight for c in found.clues)
    assert found.bias + told + found.rest == pytest.approx(found.log_odds, abs=1e-9)


def test_trees_ask_about_what_stands_behind_the_columns() -> None:
    assert set(BUNDLE.trees.asked(BUNDLE.columns)) == {*BUNDLE.columns, *BEHIND}
