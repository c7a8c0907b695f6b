"""The hold cut-off: the strictest of three bounds, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

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


@pytest.mark.parametrize(("text", "cutoff"), [(PLAIN, 89.0), (CONTACT, 97.0)])
def test_our_own_ham_has_a_bound_and_a_stricter_one_with_contacts(text: str, cutoff: float) -> None:
    some = [*rows(OWN, 100, text), *rows(OWN, 50, unwanted=True)]
    found, claims = hold_cutoff(np.arange(150.0), some, SETTINGS)
    assert found == cutoff
    assert claims["hold"]["own_ham"] == 100
    assert claims["hold"]["own_held"] == pytest.approx((99 - cutoff) / 100)
    assert claims["hold"]["contacts_held"] == (0.02 if text == CONTACT else None)
    assert claims["hold"]["rate"] is None


def test_every_brief_of_ours_counts_alike() -> None:
    # A hundred look-alikes, and three hundred plain comments that count as many together.
    some = [*rows(OWN, 100), *[replace(row, weight=1 / 3) for row in rows(OWN, 300)]]
    scores = np.concatenate([np.arange(100.0), np.full(300, -1.0)])
    found, claims = hold_cutoff(scores, some, SETTINGS)
    assert found == 79.0
    assert claims["hold"]["own_held"] == pytest.approx(0.1)


def test_equal_scores_are_held_or_let_through_together() -> None:
    scores = np.array([0.0] * 8 + [1.0, 1.0])
    assert hold_cutoff(scores, rows(OWN, 10), SETTINGS)[0] == 1.0


def test_too_few_readers_for_the_promise_are_all_let_through() -> None:
    cutoff, claims = hold_cutoff(np.arange(20.0), rows("public", 20), SETTINGS)
    assert cutoff == 19.0
    assert claims["hold"]["rate"] is None
