"""What the gate is told: figures where there were comments to say them, `None` where not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from commentguard.registry.floors import FLOORS, figure
from commentguard.scoring.shipped import default_model
from commentguard.training.report.gate import asked_for_promotion

REPORT = json.loads((default_model() / "report.json").read_text("utf-8"))
OWN: dict[str, Any] = REPORT["tracks"]["own_test"]["contestants"]["model"]


def _told(change: dict[str, Any]) -> dict[tuple[str, ...], Any]:
    report = {"own_test": asked_for_promotion({**OWN, **change})}
    return {floor.path[1:]: figure(report, floor.path) for floor in FLOORS}


def test_every_floor_finds_its_figure() -> None:
    told = _told({})
    assert told == {floor.path[1:]: figure(REPORT, floor.path) for floor in FLOORS}
    assert None not in told.values()


def test_every_figure_has_its_count() -> None:
    told = {"own_test": asked_for_promotion(OWN)}
    assert [figure(told, floor.counted) for floor in FLOORS] == [426, 700, 426]
    assert [figure(REPORT, floor.counted) for floor in FLOORS] == [426, 700, 426]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"counts": {**OWN["counts"], "caught": 0, "missed": 0}}, ("unwanted_against_ham", "f1")),
        ({"ham": {"all": {"held": 0, "n": 0, "rate": 0.0}}}, ("ham_held", "rate")),
        (
            {"reasons": {"micro_f1": None, "unwanted_with_reasons": 0}},
            ("reasons", "micro_f1"),
        ),
    ],
)
def test_a_figure_of_nothing_is_none(change: dict[str, Any], path: tuple[str, ...]) -> None:
    told = _told(change)
    assert told[path] is None
    assert [one for one, value in told.items() if value is None] == [path]
