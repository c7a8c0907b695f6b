"""Scores in columns and one by one are the same, whatever a batch holds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commentguard.comment import Comment
from commentguard.features.encoder import Encoder
from commentguard.scoring.bundle import fit_to, load, trees_for
from commentguard.scoring.linear import Heads, weigh
from commentguard.scoring.scores import Judge, Price, Scores, in_columns, one_by_one
from commentguard.scoring.shipped import default_model

ENCODER, BUNDLE = Encoder(), load(default_model(), prove=False)
HEADS = Heads.of(*fit_to(BUNDLE, ENCODER), BUNDLE.sentences.as_head(len(ENCODER.columns)))

SENTENCES = st.sampled_from(
    [
        "My loaf came out flat and the crust was far too dark.",
        "Call us now for a free stove quote, visit our shop today!",
        "Hi!", "e.g. ", "no stop", "…", "\n", "  ", "Ring 01632 960 148.", "ж", "Ünfolded ﬁne text here?",
    ]
)  # fmt: skip
TEXTS = st.lists(SENTENCES, max_size=30).map(" ".join)


def both(texts: list[str]) -> tuple[Scores, Scores]:
    encoded = ENCODER.encode([Comment(text=text) for text in texts])
    weighed = weigh(encoded, HEADS)
    price = Price(BUNDLE.segment_penalty, BUNDLE.segment_discount)
    judge = Judge(HEADS.bias, BUNDLE.sentences, trees_for(BUNDLE, ENCODER), price)
    return in_columns(encoded, weighed, judge).listed(), one_by_one(encoded, weighed, judge)


@given(st.lists(TEXTS, min_size=1, max_size=9))
@settings(max_examples=80, deadline=None)
def test_both_ways_say_the_same(texts: list[str]) -> None:
    columns, singly = both(texts)
    assert columns.views == singly.views
    assert columns.sentences == singly.sentences
    assert columns.winner == singly.winner
    assert columns.first == singly.first
    # Where a view has no sentences nobody asks where they would end.
    spoken = [k for k, first in enumerate(columns.first) if first >= 0]
    assert [columns.behind[k] for k in spoken] == [singly.behind[k] for k in spoken]
    for name in ("log_odds", "kind", "plain", "likelihood", "lift", "together"):
        assert getattr(columns, name) == pytest.approx(getattr(singly, name), rel=0, abs=1e-10)


def test_a_window_wins_one_by_one_as_in_columns() -> None:
    padding = "I walked the dog and thought about your post for a while. " * 12
    advert = "Call us now for a free stove quote on 01632 960 148, visit our shop today! " * 3
    columns, singly = both([padding + advert + padding])
    assert columns.winner == singly.winner != [0]
