"""Our model as a learner: what n-grams tell, and that the scale is gone from what is fitted."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp
from tests.training.rows import corpus

from commentguard.training.linear_learner import GRID, Linear, telling
from commentguard.training.pool import Pool

# Four comments, the last two unwanted. Columns: in all, in ham, in unwanted, in one, in none.
GRAMS = sp.csr_matrix([[1, 2, 0, 0, 0], [1, 1, 0, 0, 0], [3, 0, 1, 0, 0], [1, 0, 1, 1, 0]])
TARGET = np.array([False, False, True, True])


def test_what_stands_on_one_side_tells_more_than_what_stands_on_both() -> None:
    everywhere, ham, unwanted, once, never = telling(GRAMS, TARGET)
    assert everywhere < ham == pytest.approx(unwanted)
    assert once > everywhere > never == 0.0


def test_the_scale_has_length_one_over_what_occurs() -> None:
    assert np.sqrt(np.mean(telling(GRAMS, TARGET)[:4] ** 2)) == pytest.approx(1.0)


def test_no_ngrams_tell_nothing() -> None:
    assert not telling(sp.csr_matrix((4, 5)), TARGET).any()


@pytest.mark.parametrize("choice", GRID)
def test_every_choice_of_the_grid_learns_its_rows(choice: dict[str, float]) -> None:
    pool = Pool(corpus())
    at = np.arange(len(pool))
    fitted = Linear().fit(pool, at, np.ones(len(at)), choice)
    scores = fitted.log_odds(pool, at)
    assert scores[pool.unwanted].mean() > scores[~pool.unwanted].mean()
