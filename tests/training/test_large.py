"""More comments than memory holds: fitted from disk, to a model that judges alike."""

from __future__ import annotations

import numpy as np
import pytest
from tests.training.own import some
from tests.training.rows import corpus

from commentguard.scoring.scorer import Scorer
from commentguard.training import fit, large, stream
from commentguard.training.fit import Settings, train
from commentguard.verdict import Label


def test_training_from_disk_judges_like_training_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = some(700)
    held = Scorer(train(rows, "memory", "1", Settings()))
    monkeypatch.setattr(fit, "IN_MEMORY", 100)
    monkeypatch.setattr(large, "IN_MEMORY", 100)
    monkeypatch.setattr(large, "SAMPLE", 150)
    monkeypatch.setattr(stream, "_BATCH", 50)
    bundle = train(rows, "disk", "1", Settings())
    assert bundle.training["calibration"] == 150
    comments = [row.comment for row in rows]
    one, other = held.probabilities(comments)[:, 0], Scorer(bundle).probabilities(comments)[:, 0]
    assert np.corrcoef(one, other)[0, 1] > 0.98


def test_a_sample_is_even_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = some(100)
    assert large.sample(rows) == rows
    monkeypatch.setattr(large, "SAMPLE", 10)
    chosen = large.sample(rows)
    assert len(chosen) == 10
    assert chosen[0] == rows[0]
    assert chosen[-1] == rows[-1]


def test_nothing_is_set_apart_that_the_sum_could_not_be_fitted_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(large, "ENOUGH", 8)
    monkeypatch.setattr(large, "TREES", 24)
    rows = corpus()
    others, apart = large.for_trees(rows)
    assert len(others) + len(apart) == len(rows)
    assert not {row.group for row in others} & {row.group for row in apart.rows}
    last = {row.group for row in apart.rows}
    for fewer in (
        [row for row in rows if row.group in last or not row.unwanted],
        [row for row in rows if row.group in last or row.label is not Label.SPAM],
    ):
        monkeypatch.setattr(large, "TREES", sum(row.group in last for row in fewer))
        everything, nothing = large.for_trees(fewer)
        assert everything == fewer
        assert not len(nothing)
