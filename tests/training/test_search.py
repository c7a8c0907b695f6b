"""The search: finds the better end, goes on where it stopped, looks at training data alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.training.own import some

from commentguard.errors import DataError
from commentguard.training.corpora import OWN, Row
from commentguard.training.fit import fit_guard
from commentguard.training.pool import Pool
from commentguard.training.search import SPACE, evaluate, search, write_settings
from commentguard.training.settings import Settings


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    # Not where the module begins: every process that collects these tests would read the corpus.
    return some(400)


def _valued(tried: list[dict[str, float]]) -> Callable[[Pool, dict[str, float]], float]:
    """The values of a search in which nothing is fitted: what is asked of it is which points it tries."""

    def value(_: Pool, settings: dict[str, float]) -> float:
        tried.append(settings)
        return settings["own_weight"] / 20

    return value


def test_a_stopped_search_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: list[Row]
) -> None:
    journal = tmp_path / "a" / "journal.log"
    told: list[int] = []
    tried: list[dict[str, float]] = []
    monkeypatch.setattr("commentguard.training.search.evaluate", _valued(tried))
    first = search(rows, 2, journal, told=lambda done, _: told.append(done))
    assert (first.trials, told) == (2, [0, 1, 2])
    again = search(rows, 2, journal, told=lambda done, _: told.append(done))
    assert again == first
    more = search(rows, 3, journal)
    assert more.trials == 3
    assert more.value >= first.value
    assert len(tried) == 3
    other = search(rows[:-9], 1, journal)
    assert other.trials == 1


def test_a_search_stopped_after_each_trial_tries_what_one_without_a_stop_tries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: list[Row]
) -> None:
    stopped: list[dict[str, float]] = []
    monkeypatch.setattr("commentguard.training.search.evaluate", _valued(stopped))
    for trials in range(1, 13):  # beyond the ten that are drawn without a look at those before
        search(rows, trials, tmp_path / "stopped.log")
    assert len({tuple(one.values()) for one in stopped}) == 12
    whole: list[dict[str, float]] = []
    monkeypatch.setattr("commentguard.training.search.evaluate", _valued(whole))
    search(rows, 12, tmp_path / "whole.log")
    assert whole == stopped
    other: list[dict[str, float]] = []
    monkeypatch.setattr("commentguard.training.search.evaluate", _valued(other))
    search(rows, 1, tmp_path / "other.log", seed=2**40)
    assert other[0] != whole[0]


def test_values_lie_in_the_space_and_are_recalls(tmp_path: Path, rows: list[Row]) -> None:
    found = search(rows, 1, tmp_path / "journal.log")
    assert set(found.settings) == set(SPACE)
    assert all(low <= found.settings[name] <= high for name, (low, high) in SPACE.items())
    assert 0 < found.value <= 1


def test_a_penalty_that_forbids_learning_is_worse(rows: list[Row]) -> None:
    public = [replace(row, corpus="elsewhere") for row in rows if not row.unwanted]
    pool = Pool([*rows, *public])
    good, bad = (
        evaluate(pool, {"dense_penalty": p, "gram_penalty": p, "own_weight": 4.0})
        for p in (0.1, 1e6)
    )
    assert good > bad + 0.1


def test_what_is_written_is_what_training_reads(tmp_path: Path, rows: list[Row]) -> None:
    found = search(rows, 1, tmp_path / "journal.log")
    write_settings(tmp_path / "s.json", found)
    settings = Settings.from_file(tmp_path / "s.json")
    assert settings.gram_penalty == pytest.approx(found.settings["gram_penalty"], rel=0.01)


def test_too_little_is_told(tmp_path: Path, rows: list[Row]) -> None:
    with pytest.raises(DataError, match="4 posts"):
        search([row for row in rows if row.corpus != OWN], 1, tmp_path / "j.log")
    one_class: list[Row] = [row for row in rows if row.unwanted]
    with pytest.raises(DataError, match="4 posts"):
        search(one_class, 1, tmp_path / "j.log")


def test_disguised_copies_are_fitted_and_calibration_stays_as_it_is() -> None:
    pool = Pool(some(600))
    said: list[str] = []
    plain = fit_guard(pool, "a", "1", Settings(penalties=(1.0,)))
    worn = fit_guard(pool, "a", "1", Settings(penalties=(1.0,), augment=0.5), said.append)
    assert any(line.endswith("in disguise") for line in said)
    assert worn.claims["calibration"] == plain.claims["calibration"]
    assert (worn.unwanted.table != plain.unwanted.table).any()
