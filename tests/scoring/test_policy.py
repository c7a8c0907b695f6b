"""From probability to action, and the promise behind the cut-off."""

from __future__ import annotations

import numpy as np
import pytest

from commentguard.errors import DataError, ModelError
from commentguard.scoring.calibration import Calibration
from commentguard.scoring.neyman_pearson import best_claim, cut_off, minimum, order_statistic
from commentguard.scoring.policy import Policy
from commentguard.verdict import Action, Code, Label

TWO = [Code.SCAM, Code.LINK_PROMO]


def decide(
    policy: Policy, p: float, spam: float, label: Label = Label.SPAM, **kwargs: object
) -> Action:
    codes = kwargs.get("codes", TWO)
    assert isinstance(codes, list)
    return policy.decide(p, spam, label, codes, approved_author=bool(kwargs.get("approved")))


def test_held_is_strictly_above_the_cut_off() -> None:
    policy = Policy(hold=0.9)
    assert decide(policy, 0.9, 0.9) is Action.PUBLISH
    assert decide(policy, 0.91, 0.9) is Action.HOLD


def test_discard_is_off_by_default_and_needs_more_than_a_score() -> None:
    assert decide(Policy(hold=0.5), 1.0, 1.0) is Action.HOLD
    policy = Policy(hold=0.5, discard=0.99)
    assert decide(policy, 1.0, 1.0) is Action.DISCARD
    assert decide(policy, 1.0, 1.0, codes=[Code.SCAM]) is Action.HOLD
    assert decide(policy, 1.0, 1.0, Label.PROMOTIONAL) is Action.HOLD
    assert decide(policy, 1.0, 1.0, approved=True) is Action.HOLD


def test_a_site_may_allow_promotion_and_still_escalate_stuffing() -> None:
    open_site = Policy(hold=0.5, allow_promotional=True)
    assert decide(open_site, 0.99, 0.1, Label.PROMOTIONAL) is Action.PUBLISH
    assert decide(open_site, 0.99, 0.9) is Action.HOLD
    strict = Policy(hold=0.5, allow_promotional=True, stuffing_escalates=True)
    assert decide(strict, 0.99, 0.1, Label.PROMOTIONAL, codes=[Code.LABEL_STUFFING]) is Action.HOLD


@pytest.mark.parametrize("bad", [{"hold": 2.0}, {"hold": 0.9, "discard": 0.5}, {"hold": -0.1}])
def test_impossible_policies_are_refused(bad: dict[str, float]) -> None:
    with pytest.raises(DataError):
        Policy(**bad)  # type: ignore[arg-type]


def test_overrides_are_checked() -> None:
    assert Policy().with_overrides({"hold": 0.7}).hold == 0.7
    with pytest.raises(DataError, match="unknown"):
        Policy().with_overrides({"hodl": 0.7})


def test_the_minimum_of_neyman_and_pearson() -> None:
    assert minimum(1 / 200) == 598
    assert order_statistic(597, 1 / 200) is None
    assert order_statistic(598, 1 / 200) == 598
    assert best_claim(598) == pytest.approx(1 / 200, rel=0.01)
    with pytest.raises(DataError):
        minimum(0)


def test_the_promise_is_kept_as_often_as_promised() -> None:
    chance = np.random.default_rng(5)
    broken = 0
    for _ in range(400):
        claim = cut_off(chance.random(800).tolist(), 0.02)
        assert claim is not None
        broken += claim.cutoff < 0.98
    # 5 % may break it; 8 % of 400 has a chance of one in two hundred.
    assert broken <= 32


def test_calibration_is_monotone_and_never_backwards() -> None:
    scores = np.linspace(-50, 50, 101)
    chances = Calibration(0.7, -1.0).probability(scores)
    assert (np.diff(chances) >= 0).all()
    with pytest.raises(ModelError):
        Calibration(-1.0, 0.0)
