"""Which of two classes is unwanted, whatever the alphabet says."""

from __future__ import annotations

from typing import Any

import pytest

from commentguard.training.classes import unwanted_of


@pytest.mark.parametrize(
    ("classes", "unwanted"),
    [
        (["advert", "ham"], "advert"),
        (["HAM", "advert"], "advert"),
        (["ham", "spam"], "spam"),
        (["promotional", "published"], "promotional"),
        (["fine", "spam"], "spam"),
        (["SPAM", "ok"], "SPAM"),
        (["promotional", "spam"], "spam"),
        ([0, 1], 1),
        ([False, True], True),
        ([-1.0, 3.0], 3.0),
    ],
)
def test_the_words_say_which(classes: list[Any], unwanted: object) -> None:
    assert classes[unwanted_of(classes)] == unwanted


def test_words_that_say_nothing_are_warned_of() -> None:
    with pytest.warns(UserWarning, match="neither 'bad' nor 'good' says which is unwanted"):
        assert unwanted_of(["bad", "good"]) == 1
