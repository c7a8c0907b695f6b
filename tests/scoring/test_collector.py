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


def test_one_that_leaves_while_another_enters_leaves_it_on() -> None:
    was, asked = gc.isenabled(), gc.isenabled
    first, second = Uncollected(), Uncollected()

    def left_meanwhile() -> bool:
        on = asked()
        first.__exit__(None, None, None)
        return on

    try:
        gc.enable()
        first.__enter__()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(gc, "isenabled", left_meanwhile)
            second.__enter__()
        second.__exit__(None, None, None)
        assert gc.isenabled()
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
