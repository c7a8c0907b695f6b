"""The locked set is what it says: large, balanced, and our own writing word for word."""

from __future__ import annotations

import json
from importlib.resources import files

import numpy as np
import pytest

from commentguard.errors import DataError
from commentguard.feedback.adaptation import NOTHING
from commentguard.feedback.golden import Golden, shipped_comments

from .benches import bench
from .logs import footprint


def test_it_is_balanced_and_large() -> None:
    comments, unwanted = shipped_comments()
    assert len(comments) == len({one.id for one in comments}) >= 200
    assert sum(unwanted) * 2 == len(unwanted)


def test_every_row_is_in_our_own_corpus() -> None:
    text = files("commentguard.feedback").joinpath("golden.jsonl").read_text("utf-8")
    module = bench("golden_set")
    assert module.strays([json.loads(line) for line in text.splitlines()], module.corpus()) == []


def test_keys_that_it_uses_are_dear(locked: Golden) -> None:
    used, _ = locked.uses
    strange = np.array([int(used[-1]) + 1])
    assert locked.cost(strange).tolist() == [1.0]
    assert (locked.cost(used) > 1.0).all()


def test_blocked_counts_readers_only() -> None:
    golden = Golden.of(
        [footprint(0, 2.0), footprint(1, -2.0), footprint(2, 9.0)], [False, False, True]
    )
    assert golden.blocked(NOTHING, 1.0) == 1
    assert golden.held(NOTHING, 1.0).tolist() == [True, False, True]


@pytest.mark.parametrize("unwanted", [[True], [False, True]])
def test_a_set_without_readers_guards_nobody(unwanted: list[bool]) -> None:
    with pytest.raises(DataError):
        Golden.of([footprint(0)], unwanted)
