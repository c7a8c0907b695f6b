"""A report follows a model whose probes changed, and no other."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from commentguard.errors import DataError
from commentguard.scoring.bundle import Bundle, load
from commentguard.scoring.linear import Head
from commentguard.scoring.policy import Policy
from commentguard.scoring.shipped import default_model
from commentguard.training.report.carried import carried
from commentguard.training.report.write import carry


@pytest.fixture(scope="module")
def shipped() -> Bundle:
    return load(default_model(), prove=False)


@pytest.fixture
def report(shipped: Bundle, tmp_path: Path) -> Path:
    """The shipped report under the name of the shipped model."""
    found = json.loads((default_model() / "report.json").read_text("utf-8"))
    found["model"] = shipped.describe()
    path = tmp_path / "report.json"
    path.write_text(json.dumps(found), "utf-8")
    return path


def test_other_probes_keep_the_figures_and_name_both(
    shipped: Bundle, report: Path, tmp_path: Path
) -> None:
    fewer = replace(shipped, probes=shipped.probes[:-1]).save(tmp_path / "fewer")
    assert fewer.digest != shipped.digest
    carry(tmp_path, shipped, fewer)
    found = json.loads(report.read_text("utf-8"))
    assert found["model"] == {**fewer.describe(), "measured_as": shipped.digest}
    before = json.loads((default_model() / "report.json").read_text("utf-8"))
    assert found["tracks"] == before["tracks"]
    for name in ("MODEL_CARD.md", "report.html"):
        written = (tmp_path / name).read_text("utf-8")
        assert fewer.digest in written
        assert shipped.digest in written


@pytest.mark.parametrize(
    "changed",
    [
        lambda b: replace(b, policy=Policy(hold=0.5)),
        lambda b: replace(b, claims={**b.claims, "more": 1}),
        lambda b: replace(b, version="9"),
        lambda b: replace(
            b, unwanted=Head(b.unwanted.bias + 1, b.unwanted.dense, b.unwanted.table)
        ),
    ],
)
def test_a_model_that_may_judge_otherwise_is_measured_anew(
    changed: object, shipped: Bundle, report: Path, tmp_path: Path
) -> None:
    assert callable(changed)
    other = changed(shipped).save(tmp_path / "other")
    with pytest.raises(DataError, match="more than their probes"):
        carried(report, shipped, other)


def test_the_report_of_a_third_model_is_not_carried(shipped: Bundle, report: Path) -> None:
    with pytest.raises(DataError, match="not of"):
        carried(report, replace(shipped, digest="f" * 64), shipped)
    report.write_text("{}")
    with pytest.raises(DataError, match="no report"):
        carried(report, shipped, shipped)
