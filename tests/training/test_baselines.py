"""Baselines learn what there is to learn, and only from the rows they are given."""

from __future__ import annotations

import numpy as np
import pytest
from tests.training.rows import corpus

from commentguard.training.baselines.nbsvm import NbSvm
from commentguard.training.baselines.rules import Rules
from commentguard.training.baselines.tfidf import Tfidf
from commentguard.training.learner import Learner
from commentguard.training.linear_learner import Linear
from commentguard.training.pool import Pool

LEARNERS = (Linear(), Tfidf(), NbSvm(), Rules())


@pytest.mark.parametrize("learner", LEARNERS, ids=lambda one: one.name)
def test_a_learner_separates_what_a_child_would(learner: Learner) -> None:
    pool = Pool(corpus())
    train, test = np.arange(0, 48), np.arange(48, 64)
    fitted = learner.fit(pool, train, np.ones(len(train)), learner.grid[-1])
    right = (fitted.log_odds(pool, test) > 0) == pool.unwanted[test]
    # Without reading anything, rules know nothing of channels and deals.
    assert right.mean() >= (0.6 if learner.name == "baseline:rules" else 0.9)
    again = learner.fit(pool, train, np.ones(len(train)), learner.grid[-1])
    assert np.array_equal(fitted.log_odds(pool, test), again.log_odds(pool, test))


@pytest.mark.parametrize("learner", [Tfidf(), NbSvm()], ids=lambda one: one.name)
def test_words_of_test_rows_are_not_learned(learner: Learner) -> None:
    """Scores of a row do not change with the company it is tested in."""
    pool, alone = Pool(corpus()), Pool(corpus(groups=7))
    train = np.arange(0, 48)
    fitted = learner.fit(pool, train, np.ones(48), learner.grid[0])
    other = learner.fit(alone, train, np.ones(48), learner.grid[0])
    at = np.arange(48, 56)
    assert np.array_equal(fitted.log_odds(pool, at), other.log_odds(alone, at))


def test_rules_want_two_reasons_or_a_strong_one() -> None:
    pool = Pool(corpus())
    scores = Rules().fit(pool, np.arange(0), np.ones(0), {}).log_odds(pool, np.arange(len(pool)))
    assert (scores[~pool.unwanted] < 0).all()
    assert (scores[pool.unwanted] > 0).any()
