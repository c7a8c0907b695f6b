"""Ten decisions of one kind end most of the mistake and touch next to nothing else."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from commentguard.scoring.scorer import Scorer

from .benches import bench


@cache
def _world(scorer: Scorer) -> Any:
    return bench("learning_curve").World(scorer)


@pytest.mark.parametrize("page", ["tradespeople's numbers", "small ads", "readers' own sites"])
def test_ten_decisions_on_a_page(scorer: Scorer, page: str) -> None:
    # A seed that no constant was chosen with.
    world = _world(scorer)
    point = world.point(world.page(page, seed=41), 10)
    assert point.gone >= 0.8
    assert point.moved < 0.005
    assert point.spam_released < 0.1


def test_ten_decisions_about_a_blogs_own_subject(scorer: Scorer) -> None:
    world = _world(scorer)
    cases = [case for seed in range(41, 46) for case in world.subjects(seed)]
    curves = [{10: world.point(case, 10)} for case in cases]
    point = bench("learning_curve").average(curves)[10]
    assert point.gone >= 0.8
    assert point.moved < 0.005
