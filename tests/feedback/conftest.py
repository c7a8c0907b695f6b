"""What the tests of learning share: the golden set, the cut-off, and adverts read once."""

from __future__ import annotations

import math
from functools import cache

import pytest

from commentguard import Comment
from commentguard.feedback.footprint import Footprint, read
from commentguard.feedback.golden import Golden, golden
from commentguard.scoring.scorer import Scorer

PLACES = ("Leeds", "York", "Hull", "Bath", "Derby", "Truro", "Ely", "Wells", "Ripon", "Lancaster")
TRADES = ("roof repair", "boiler service", "garden design", "guitar lessons", "tree surgery")


@cache
def _golden(scorer: Scorer) -> Golden:
    return golden(scorer)


@pytest.fixture
def locked(scorer: Scorer) -> Golden:
    """The locked golden set as the default model reads it."""
    return _golden(scorer)


@pytest.fixture
def cut_off(scorer: Scorer) -> float:
    """The shared hold cut-off in log-odds."""
    calibration, hold = scorer.bundle.unwanted_calibration, scorer.bundle.policy.hold
    return (math.log(hold / (1 - hold)) - calibration.intercept) / calibration.slope


def advert(number: int) -> Comment:
    """An offer on a page of small ads; no two alike, all of one kind."""
    trade, place = TRADES[number % 5], PLACES[number % 10]
    return Comment(
        text=f"Professional {trade} in {place} and nearby. Free quotes this week, call us on "
        f"01632 960 {100 + number}.",
        author=f"{place} {trade.title()}",
        post_title="Small ads of our readers",
        permalink="https://village.example/small-ads",
        post_tags=("small ads",),
    )


@cache
def _adverts(scorer: Scorer) -> list[Footprint]:
    return read(scorer, [advert(number) for number in range(30)])


@pytest.fixture
def adverts(scorer: Scorer) -> list[Footprint]:
    """Thirty of them, read."""
    return _adverts(scorer)
