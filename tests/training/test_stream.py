"""A streamed fit finds what a fit in memory finds, keeps no rows, and repeats itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.training.own import some

from commentguard.errors import DataError
from commentguard.features.encoder import Encoder
from commentguard.training import stream
from commentguard.training.corpora import Row
from commentguard.training.estimator import decision, fit_head
from commentguard.training.matrix import encode_rows
from commentguard.training.stream import Streamed, fit_streamed


@pytest.fixture
def rows() -> list[Row]:
    return some(1000)


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "_BATCH", 50)
    monkeypatch.setattr(stream, "_BATCHES", 2)


def test_it_scores_like_a_fit_in_memory(rows: list[Row], tmp_path: Path) -> None:
    encoder = Encoder()
    stored = Streamed(tmp_path, iter(rows), jobs=1)
    streamed = fit_streamed(stored, encoder.columns, dense_penalty=0.05, gram_penalty=0.1)
    dense, grams = encode_rows([row.comment for row in rows], encoder)
    target = np.array([row.unwanted for row in rows])
    weight = np.array([row.weight for row in rows])
    held = fit_head(
        dense, grams, target, weight, encoder.columns, dense_penalty=0.05, gram_penalty=0.1
    )
    one, other = decision(streamed, dense, grams), decision(held, dense, grams)
    assert np.corrcoef(one, other)[0, 1] > 0.999
    assert ((one > 0) == (other > 0)).mean() > 0.98


def test_parts_hold_all_rows_in_order_and_the_same_rows_give_the_same_weights(
    rows: list[Row], tmp_path: Path
) -> None:
    heads = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        stored = Streamed(folder, iter(rows[:230]), jobs=1)
        assert [part.rows for part in stored.parts()] == [
            slice(0, 100),
            slice(100, 200),
            slice(200, 230),
        ]
        assert len(stored.unwanted) == 230
        heads.append(fit_streamed(stored, Encoder().columns, dense_penalty=1.0, gram_penalty=1.0))
    assert np.array_equal(heads[0].table, heads[1].table)
    assert np.array_equal(heads[0].dense, heads[1].dense)


def test_no_rows_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        Streamed(tmp_path, iter([]), jobs=1)
