"""Floors under the default model. Not targets: falling below one is a defect.

The frozen test half is not opened here: a test suite runs a hundred times a day, and a half that
is looked at a hundred times is a training half. The floors are held against the figures that
the model was released with, and the digest says that they are this model's figures.
"""

from __future__ import annotations

import json
from pathlib import Path

from commentguard.registry.floors import FLOORS, figure
from commentguard.scoring.scorer import Scorer
from commentguard.training.corpora import SOURCES, read_public
from commentguard.training.guards import score_rows
from commentguard.verdict import Action

REPORT = Path(__file__).parents[1] / "models" / "default" / "report.json"


def test_the_report_is_about_this_model_and_above_the_floors(scorer: Scorer) -> None:
    report = json.loads(REPORT.read_text("utf-8"))
    assert report["model"]["digest"] == scorer.bundle.digest
    for floor in FLOORS:
        found = figure(report, floor.path)
        assert floor.holds(found), f"{floor.means}: {found}"


def test_real_readers_are_not_held(scorer: Scorer, corpora: Path) -> None:
    fox = next(s for s in SOURCES if s.folder == "ham_foxnews")
    verdicts = score_rows(scorer, read_public(fox, corpora))
    held = sum(v.action is not Action.PUBLISH for v in verdicts)
    assert held <= len(verdicts) * 0.005
