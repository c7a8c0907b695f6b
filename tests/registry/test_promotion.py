"""Promotion: every condition shown refusing; rolling back; the log of moves."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commentguard.errors import ModelError
from commentguard.registry.floors import FEWEST, FLOORS, examine
from commentguard.registry.live import LiveScorer
from commentguard.registry.promotion import LOG, promote, roll_back
from commentguard.registry.store import SHIPPED, ModelStore
from commentguard.scoring.bundle import Bundle, load
from commentguard.scoring.shipped import default_model
from commentguard.testing.registry import measured_copy as saved
from commentguard.testing.registry import passing_report


def added(
    tmp_path: Path, version: str, bias: float, report: dict[str, Any] | None = None
) -> ModelStore:
    store = ModelStore(tmp_path / "home")
    saved(tmp_path / version, version, bias, report)
    store.add(tmp_path / version)
    return store


def test_a_measured_model_is_promoted_and_rolled_back(tmp_path: Path) -> None:
    store = added(tmp_path, "1", 0.5)
    added(tmp_path, "2", 0.7)
    promote(store, "toy/1")
    assert store.current().reference == "toy/1"
    promote(store, "toy/2")
    assert store.current().reference == "toy/2"
    assert roll_back(store).reference == "toy/1"
    assert roll_back(store).reference == "toy/2"
    moves = [json.loads(line) for line in (store.folder / LOG).read_text().splitlines()]
    assert [move["verb"] for move in moves] == ["promote", "promote", "rollback", "rollback"]
    assert moves[0]["from"].startswith(SHIPPED)


def test_rolling_back_the_first_promotion_gives_the_shipped_model(tmp_path: Path) -> None:
    store = added(tmp_path, "1", 0.5)
    promote(store, "toy/1")
    assert roll_back(store).reference == SHIPPED
    assert store.current().folder == default_model()


@pytest.fixture
def upgrade(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Bundle]:
    """A release that ships another bundle takes the place of this one."""

    def upgraded() -> Bundle:
        shipped = saved(tmp_path / "release", "next", 0.9)
        monkeypatch.setattr(
            "commentguard.registry.store.default_model", lambda: tmp_path / "release"
        )
        return shipped

    return upgraded


def test_after_an_upgrade_the_shipped_model_is_that_of_the_new_release(
    tmp_path: Path, upgrade: Callable[[], Bundle]
) -> None:
    store = added(tmp_path, "1", 0.5)
    promote(store, "toy/1")
    roll_back(store)
    shipped = upgrade()
    assert store.current().bundle.digest == shipped.digest
    started = LiveScorer(store)
    assert (started.bundle.digest, started.problem) == (shipped.digest, "")
    before = store.pointer()
    promote(store, SHIPPED)
    assert store.pointer() == before
    assert roll_back(store).reference == "toy/1"


def test_one_can_roll_back_to_the_shipped_model_of_a_new_release(
    tmp_path: Path, upgrade: Callable[[], Bundle]
) -> None:
    store = added(tmp_path, "1", 0.5)
    promote(store, "toy/1")
    shipped = upgrade()
    assert store.current().reference == "toy/1"
    assert roll_back(store).bundle.digest == shipped.digest
    assert store.current().bundle.digest == shipped.digest


def test_a_start_does_not_go_back_to_what_was_rolled_back(
    tmp_path: Path, upgrade: Callable[[], Bundle]
) -> None:
    store = added(tmp_path, "1", 0.5)
    promote(store, "toy/1")
    roll_back(store)
    upgrade()
    (tmp_path / "release" / "weights.npz").unlink()
    with pytest.raises(ModelError):
        LiveScorer(store)


def test_there_is_nothing_to_roll_back_to_at_first(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no previous"):
        roll_back(ModelStore(tmp_path))


def test_promoting_what_answers_changes_nothing(tmp_path: Path) -> None:
    store = added(tmp_path, "1", 0.5)
    promote(store, "toy/1")
    before = store.pointer()
    promote(store, "toy/1")
    assert store.pointer() == before


def refused(store: ModelStore, said: str) -> None:
    with pytest.raises(ModelError, match=said):
        promote(store, "toy/1")
    assert store.pointer() is None


def test_no_report_no_promotion(tmp_path: Path) -> None:
    refused(added(tmp_path, "1", 0.5, {}), r"report\.json.* added again, with another --version$")


def test_a_report_of_another_model_is_none(tmp_path: Path) -> None:
    other = {**passing_report(), "model": {"digest": "0" * 64}}
    refused(added(tmp_path, "1", 0.5, other), "names this digest")


@pytest.mark.parametrize("content", ["{", "[]", "null", '"x"'])
def test_a_report_that_is_not_one(tmp_path: Path, content: str) -> None:
    store = ModelStore(tmp_path / "home")
    saved(tmp_path / "new", "1", 0.5)
    (tmp_path / "new" / "report.json").write_text(content)
    store.add(tmp_path / "new")
    refused(store, "is not promoted")


@pytest.mark.parametrize("floor", FLOORS, ids=lambda f: f.means)
@pytest.mark.parametrize("change", ["below", "missing", "text"])
def test_every_floor_refuses(tmp_path: Path, floor: Any, change: str) -> None:
    report = passing_report()
    *parents, last = floor.path
    holder = report
    for key in parents:
        holder = holder[key]
    if change == "missing":
        del holder[last]
    else:
        worse = floor.limit - 0.001 if floor.at_least else floor.limit + 0.001
        holder[last] = worse if change == "below" else str(floor.limit)
    refused(added(tmp_path, "1", 0.5, report), floor.means)


def test_reasons_that_nobody_labelled_are_told_and_do_not_refuse(tmp_path: Path) -> None:
    report = passing_report()
    report["own_test"]["reasons"] = {"micro_f1": None, "unwanted_with_reasons": 0}
    store = added(tmp_path, "1", 0.5, report)
    model = store.find("toy/1")
    (said,) = [f for f in examine(model.folder, model.bundle) if "reasons" in f.asked]
    assert said.holds
    assert said.found == "not measured: nothing in the test half is labelled so"
    promote(store, "toy/1")


@pytest.mark.parametrize("counted", [{}, {"unwanted_with_reasons": 7}])
def test_reasons_that_were_labelled_and_not_measured_refuse(
    tmp_path: Path, counted: dict[str, int]
) -> None:
    report = passing_report()
    report["own_test"]["reasons"] = {"micro_f1": None, **counted}
    refused(added(tmp_path, "1", 0.5, report), "micro-F1 of reasons ≥ 0.4: not measured")


@pytest.mark.parametrize("path", [("unwanted_against_ham", "f1"), ("ham_held", "rate")])
def test_a_half_without_ham_or_without_adverts_proves_nothing(
    tmp_path: Path, path: tuple[str, str]
) -> None:
    report = passing_report()
    report["own_test"][path[0]][path[1]] = None
    refused(added(tmp_path, "1", 0.5, report), "not measured")


@pytest.mark.parametrize("part", ["unwanted_against_ham", "ham_held"])
@pytest.mark.parametrize("n", [3, FEWEST - 1, None])
def test_a_few_comments_prove_nothing(tmp_path: Path, part: str, n: int | None) -> None:
    report = passing_report()
    report["own_test"][part]["n"] = n
    refused(
        added(tmp_path, "1", 0.5, report), rf"\(n = {n or 0}\); fewer than {FEWEST} say too little"
    )


def test_every_figure_is_told_with_how_many_comments_say_it() -> None:
    stored = ModelStore(Path("nowhere")).open(SHIPPED)
    told = [f.found for f in examine(stored.folder, stored.bundle)][-len(FLOORS) :]
    assert [found.partition(" ")[2] for found in told] == ["(n = 426)", "(n = 700)", "(n = 426)"]


def test_a_figure_exactly_at_the_floor_holds() -> None:
    assert all(floor.holds(floor.limit) for floor in FLOORS)


def test_a_bundle_that_other_code_was_fitted_to_says_so_among_the_conditions(
    tmp_path: Path,
) -> None:
    shipped = load(default_model(), prove=False)
    probe = {**shipped.probes[0], "log_odds": shipped.probes[0]["log_odds"] + 1.0}
    skewed = replace(shipped, name="toy", version="1", probes=(probe,)).save(tmp_path / "skewed")
    told = {"model": skewed.describe(), **passing_report()}
    (tmp_path / "skewed" / "report.json").write_text(json.dumps(told))
    failed = [f for f in examine(tmp_path / "skewed", skewed) if not f.holds]
    assert [f.asked for f in failed] == ["the bundle proves itself"]
    assert failed[0].found.startswith("log-odds were")


def test_the_shipped_model_meets_every_condition() -> None:
    stored = ModelStore(Path("nowhere")).open(SHIPPED)
    assert [f for f in examine(stored.folder, stored.bundle) if not f.holds] == []


def test_a_previous_model_that_was_damaged_is_not_gone_back_to(tmp_path: Path) -> None:
    store = added(tmp_path, "1", 0.5)
    added(tmp_path, "2", 0.7)
    promote(store, "toy/1")
    promote(store, "toy/2")
    weights = store.place("toy/1") / "weights.npz"
    weights.chmod(0o644)
    weights.write_bytes(b"")
    before = store.pointer()
    with pytest.raises(ModelError, match=r"toy/1 cannot answer again, toy/2 stays: .* damaged"):
        roll_back(store)
    assert store.pointer() == before
    assert store.current().reference == "toy/2"
