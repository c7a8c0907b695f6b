"""The hold cut-off: the strictest of three bounds, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats.mstats import hdquantiles

from commentguard.comment import Comment
from commentguard.training.corpora import OWN, Row
from commentguard.training.cutoff import hold_cutoff
from commentguard.training.settings import Settings

SETTINGS = Settings(rate=0.01, confidence=0.95, own_rate=0.1, contact_rate=0.02)
PLAIN, CONTACT = "mine came out flat", "write to ann@garden.example"


def rows(corpus: str, count: int, text: str = PLAIN, *, unwanted: bool = False) -> list[Row]:
    return [Row(Comment(text=text), unwanted, None, corpus, k, str(k)) for k in range(count)]


def test_readers_of_public_corpora_are_promised_with_confidence() -> None:
    some = rows("public", 1000)
    cutoff, claims = hold_cutoff(np.arange(1000.0), some, SETTINGS)
    # Four above: with five, the share of all such readers could be above 1 % with more than 5 %.
    assert cutoff == 995.0
    assert claims["hold"]["rate"] is not None
    assert claims["hold"]["n"] == 1000
    assert claims["hold"]["public_held"] == pytest.approx(0.004)


def test_our_own_look_alikes_do_not_weigh_on_that_promise() -> None:
    some = [*rows("public", 1000), *rows(OWN, 50)]
    scores = np.concatenate([np.arange(1000.0), np.full(50, 990.0)])
    assert hold_cutoff(scores, some, SETTINGS)[0] == 995.0


@pytest.mark.parametrize(("text", "cutoff"), [(PLAIN, 89.5), (CONTACT, 97.0)])
def test_our_own_ham_has_a_bound_and_a_stricter_one_with_contacts(text: str, cutoff: float) -> None:
    some = [*rows(OWN, 100, text), *rows(OWN, 50, unwanted=True)]
    found, claims = hold_cutoff(np.arange(150.0), some, SETTINGS)
    assert found == pytest.approx(cutoff)
    assert claims["hold"]["own_ham"] == 100
    assert claims["hold"]["own_held"] == pytest.approx(int(99.999 - cutoff) / 100)
    assert claims["hold"]["contacts_held"] == (0.02 if text == CONTACT else None)
    assert claims["hold"]["rate"] is None


def test_every_brief_of_ours_counts_alike() -> None:
    # A hundred look-alikes, and three hundred plain comments that count as many together.
    some = [*rows(OWN, 100), *[replace(row, weight=1 / 3) for row in rows(OWN, 300)]]
    scores = np.concatenate([np.arange(100.0), np.full(300, -1.0)])
    found, claims = hold_cutoff(scores, some, SETTINGS)
    assert found == pytest.approx(79.5)
    assert claims["hold"]["own_held"] == pytest.approx(0.1)


@pytest.mark.parametrize(("text", "rate"), [(PLAIN, 0.05), (CONTACT, 0.02)])
def test_a_bound_averages_the_readers_around_it(text: str, rate: float) -> None:
    """As scipy's own estimate of the quantile, which knows no weights."""
    scores = np.random.default_rng(1).normal(size=1000) ** 3
    settings = replace(SETTINGS, own_rate=0.05)
    found, claims = hold_cutoff(scores, rows(OWN, 1000, text), settings)
    assert found == pytest.approx(float(hdquantiles(scores, [1 - rate])[0]), abs=1e-9)
    assert claims["hold"]["own_held"] == pytest.approx(rate, abs=0.0015)


def test_it_errs_less_than_the_score_of_one_reader() -> None:
    """What the estimate is for: of readers not seen, nearer to the share, over many draws of as many as we have."""
    draw = np.random.default_rng(2)
    settings = Settings(own_rate=1.0, contact_rate=0.01)
    some = rows(OWN, 1000, CONTACT)
    averaged, single = [], []
    for _ in range(60):
        scores = draw.exponential(size=1000)
        averaged.append(np.exp(-hold_cutoff(scores, some, settings)[0]))
        single.append(np.exp(-np.sort(scores)[-11]))
    assert np.std(averaged) < np.std(single)
    assert abs(np.mean(averaged) - 0.01) < 0.001


def test_a_bound_of_few_readers_holds_none_too_many() -> None:
    """Two of a hundred may be held: an average would be drawn up or down by the loudest."""
    scores = np.append(np.arange(99.0), 1e6)
    found, _ = hold_cutoff(scores, rows(OWN, 100), replace(SETTINGS, own_rate=0.02))
    assert found == 97.0


def test_readers_of_one_score_are_not_held_together_for_an_average() -> None:
    scores = np.concatenate([np.arange(960.0), np.full(40, 990.0)])
    some = rows(OWN, 1000)
    assert hold_cutoff(scores, some, replace(SETTINGS, own_rate=0.02))[0] == 990.0
    # One more than the share may be, where the average says so.
    assert hold_cutoff(scores, some, replace(SETTINGS, own_rate=0.0395))[0] < 990.0


@given(
    st.lists(st.floats(-9, 9), min_size=1, max_size=400),
    st.floats(0.001, 0.5),
    st.floats(0.001, 0.5),
)
def test_a_bound_lies_among_the_scores_and_falls_as_more_may_be_held(
    scores: list[float], one: float, other: float
) -> None:
    some, low, high = rows(OWN, len(scores)), min(one, other), max(one, other)
    strict, loose = (
        hold_cutoff(np.array(scores), some, replace(SETTINGS, own_rate=rate))[0]
        for rate in (low, high)
    )
    for rate, cutoff in ((low, strict), (high, loose)):
        assert min(scores) - 1e-9 <= cutoff <= max(scores) + 1e-9
        held = sum(score > cutoff + 1e-9 for score in scores)
        assert held <= rate * len(scores) * (1 + 1e-9) + 1
    if high * len(scores) < 3 or low * len(scores) >= 3:
        assert loose <= strict + 1e-9


def test_equal_scores_are_held_or_let_through_together() -> None:
    scores = np.array([0.0] * 8 + [1.0, 1.0])
    assert hold_cutoff(scores, rows(OWN, 10), SETTINGS)[0] == 1.0


def test_too_few_readers_for_the_promise_are_all_let_through() -> None:
    cutoff, claims = hold_cutoff(np.arange(20.0), rows("public", 20), SETTINGS)
    assert cutoff == 19.0
    assert claims["hold"]["rate"] is None
