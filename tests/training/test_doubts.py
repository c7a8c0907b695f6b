"""Doubts: told where they are due, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.training.rows import corpus

from commentguard.scoring.bundle import load
from commentguard.scoring.shipped import default_model
from commentguard.training.doubts import FEW, doubts


@pytest.mark.parametrize(
    ("ham", "unwanted", "caught", "told"),
    [
        (FEW, FEW, 0.7, []),
        (FEW - 1, FEW, 0.7, [f"{FEW - 1} comments to train on are ham"]),
        (FEW, 3, 0.7, ["3 comments to train on are unwanted"]),
        (FEW, FEW, 0.0, ["it catches none"]),
        (2, 1, 0.0, ["2 comments", "1 comments", "it catches none"]),
    ],
)
def test_what_speaks_against_a_model(
    ham: int, unwanted: int, caught: float, told: list[str]
) -> None:
    one = corpus()[0]
    rows = [replace(one, unwanted=False)] * ham + [replace(one, unwanted=True)] * unwanted
    shipped = load(default_model(), prove=False)
    adverts = {**shipped.claims["adverts"], "caught": caught}
    bundle = replace(shipped, claims={**shipped.claims, "adverts": adverts})
    found = list(doubts(rows, bundle))
    assert len(found) == len(told)
    assert all(one.startswith(begin) for one, begin in zip(found, told, strict=True))
