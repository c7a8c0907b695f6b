"""One account that lies in a fifth of all decisions costs at most a point of MCC."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from commentguard.feedback.adaptation import NOTHING
from commentguard.scoring.scorer import Scorer

from .benches import bench


@cache
def _world(scorer: Scorer) -> Any:
    return bench("poisoning").World(scorer)


@pytest.mark.parametrize("only_readers", [False, True])
@pytest.mark.parametrize("seed", [0, 41])
def test_a_fifth_of_lies(scorer: Scorer, seed: int, only_readers: bool) -> None:
    world = _world(scorer)
    rebuilt = world.site(seed, 5, 300, hostile=0.2, only_readers=only_readers)
    assert 100 * (world.mcc(rebuilt.adaptation) - world.mcc(NOTHING)) >= -1.0
    assert world.golden.blocked(rebuilt.adaptation, world.cut_off) <= rebuilt.allowed


def test_matthews_on_a_table_worked_by_hand() -> None:
    said = [True] * 6 + [False] * 3 + [True] + [False] * 2
    true = [True] * 8 + [False] * 4
    # tp 6, fn 2, fp 1, tn 3: (18 - 2) / sqrt(7 * 8 * 4 * 5)
    assert bench("poisoning").matthews(said, true) == pytest.approx(16 / (7 * 8 * 4 * 5) ** 0.5)
