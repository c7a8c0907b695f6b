"""Selection: the better choice wins, on training rows alone; ties go to the stronger penalty."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.training.rows import corpus

from commentguard.training.learner import Choice
from commentguard.training.pool import Pool
from commentguard.training.selection import tune

Float = NDArray[np.float64]
Int = NDArray[np.int64]


@dataclass
class Marked:
    """Scores by the label, right with `choice["right"]`; notes what it was fitted on."""

    seen: list[Int]
    grid: tuple[Choice, ...]
    name: str = "marked"
    right: float = 1.0
    by_hand: bool = False

    def fit(self, pool: Pool, at: Int, weight: Float, choice: Choice) -> Marked:
        self.seen.append(at)
        return Marked(self.seen, self.grid, right=choice["right"])

    def log_odds(self, pool: Pool, at: Int) -> Float:
        return np.asarray(np.where(pool.unwanted[at], 1.0, -1.0) * self.right)


def test_the_best_choice_wins_and_the_test_rows_stay_unseen() -> None:
    pool, train = Pool(corpus()), np.arange(0, 48)
    learner = Marked([], ({"right": -1.0}, {"right": 1.0}, {"right": 1.0}))
    tuned = tune(learner, pool, train)
    assert tuned.choice is learner.grid[1]
    assert max(int(at.max()) for at in learner.seen) < 48
    assert tuned.base_rate == 0.5
    assert tuned.calibration.probability(np.array([1.0]))[0] > 0.5


@pytest.mark.parametrize("by_group", [False, True])
def test_held_out_rows_are_not_fitted_and_groups_stay_whole(by_group: bool) -> None:
    pool, train = Pool(corpus()), np.arange(0, 48)
    learner = Marked([], ({"right": 1.0},))
    tune(learner, pool, train, by_group=by_group)
    *inner, last = learner.seen
    assert np.array_equal(last, train)
    held = [np.setdiff1d(train, at) for at in inner]
    assert np.array_equal(np.sort(np.concatenate(held)), train)
    if by_group:
        assert [len({pool.rows[k].group for k in at}) for at in held] == [1] * 6


def test_unwanted_means_more_likely_than_not_and_not_above_zero() -> None:
    pool, train = Pool(corpus()), np.arange(0, 48)
    tuned = tune(Shifted([], ({"right": 1.0},)), pool, train)
    scores = tuned.fitted.log_odds(pool, train)
    assert (scores < 0).all()
    assert np.array_equal(tuned.held(scores), pool.unwanted[train])


def test_a_surer_choice_beats_one_that_is_right_as_often() -> None:
    pool, train = Pool(corpus()), np.arange(0, 48)
    learner = Wavering([], ({"right": 0.0}, {"right": 1.0}))
    assert tune(learner, pool, train).choice == {"right": 1.0}


def test_a_bar_written_by_hand_stays() -> None:
    pool, train = Pool(corpus()), np.arange(0, 48)
    tuned = tune(Shifted([], ({"right": 1.0},), by_hand=True), pool, train)
    assert not tuned.held(tuned.fitted.log_odds(pool, train)).any()


class Shifted(Marked):
    """Right, but its scores lie below 0 altogether, as those of a shrunken model may."""

    def fit(self, pool: Pool, at: Int, weight: Float, choice: Choice) -> Shifted:
        return Shifted(self.seen, self.grid)

    def log_odds(self, pool: Pool, at: Int) -> Float:
        return super().log_odds(pool, at) - 3.0


class Wavering(Marked):
    """On the right side of 0 for every row; at `right` 0 some rows only just."""

    def fit(self, pool: Pool, at: Int, weight: Float, choice: Choice) -> Wavering:
        return Wavering(self.seen, self.grid, right=choice["right"])

    def log_odds(self, pool: Pool, at: Int) -> Float:
        sure = np.where(at % 3 == 0, 0.05, 2.0) if self.right == 0 else 2.0
        return super().log_odds(pool, at) * 0.0 + np.where(
            pool.unwanted[at], sure, -np.asarray(sure)
        )
