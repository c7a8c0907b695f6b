"""What was not labelled is not measured: neither missed, as a share of nothing, nor reached."""

from __future__ import annotations

import json
from typing import Any

import pytest

from commentguard.scoring.shipped import default_model
from commentguard.training.report.tables import held
from commentguard.training.report.targets import UNMEASURED, target_table

REPORT = json.loads((default_model() / "report.json").read_text("utf-8"))


def _states(change: dict[str, Any], track: str = "own_test") -> dict[str, str]:
    tracks = dict(REPORT["tracks"])
    told = tracks[track]["contestants"]["model"]
    tracks[track] = {"contestants": {"model": {**told, **change}}}
    rows = target_table({**REPORT, "tracks": tracks}, "model")
    return {row["figure"]: row["state"] for row in rows if row["track"].startswith("own test half")}


@pytest.mark.parametrize(
    ("change", "figure"),
    [
        ({"pairs": {"right": 0, "n": 0, "accuracy": None}}, "pair accuracy"),
        ({"reasons": {"micro_f1": None, "span_recall": None, "spans": 0}}, "reasons, micro-F1"),
        ({"ham": {"all": {"held": 0, "n": 0, "rate": 0.0, "upper_95": 1.0}}}, "ham held"),
        ({"counts": {"caught": 0, "missed": 0, "blocked": 1, "published": 9}}, "F1 of unwanted"),
    ],
)
def test_a_figure_of_nothing_is_not_measured(change: dict[str, Any], figure: str) -> None:
    assert _states({})[figure] != UNMEASURED
    assert _states(change)[figure] == UNMEASURED


def test_one_language_is_compared_with_none() -> None:
    figure = "languages held significantly more often"
    languages = REPORT["tracks"]["own_test"]["contestants"]["model"]["by_language"]
    assert _states({})[figure] != UNMEASURED
    assert _states({"by_language": {"en": languages["en"]}})[figure] == UNMEASURED


def test_a_share_of_nobody_is_a_dash() -> None:
    assert held({"held": 0, "n": 0, "rate": 0.0, "upper_95": 1.0}) == "–"
    assert held({"held": 1, "n": 4, "rate": 0.25, "upper_95": 0.7}).startswith("1 of 4 (25.00%")


def test_what_is_kept_of_no_advert_is_not_measured() -> None:
    states = _states({"plain": {"caught": 0, "n": 0}}, "own_test_attacked")
    assert states["kept under quoting"] == UNMEASURED


def test_reasons_without_marked_spans_are_measured() -> None:
    reasons = {"micro_f1": 0.9, "span_recall": None, "spans": 0}
    assert _states({"reasons": reasons})["reasons, micro-F1"] == "reached"


def test_the_table_of_the_shipped_report_is_the_one_that_its_figures_give() -> None:
    assert target_table(REPORT, "model") == REPORT["targets"]
