"""The collector rests while a batch is scored, and is left as it was found."""

from __future__ import annotations

import gc

import pytest

from commentguard.comment import Comment
from commentguard.scoring.collector import Uncollected
from commentguard.scoring.scorer import Scorer


def fail_inside() -> None:
    with Uncollected():
        assert not gc.isenabled()
        raise KeyError


@pytest.mark.parametrize("on", [True, False])
def test_it_is_left_as_it_was(on: bool) -> None:
    was = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        with pytest.raises(KeyError):
            fail_inside()
        assert gc.isenabled() is on
    finally:
        (gc.enable if was else gc.disable)()


def test_nothing_of_a_batch_is_left_for_it(scorer: Scorer) -> None:
    comments = [
        Comment(text=f"Call us now, 020 7946 0{k} or write to a{k}@b.example!") for k in range(300)
    ]
    scorer.score_many(comments)
    gc.collect()
    scorer.score_many(comments)
    assert gc.collect() < len(comments) / 10
