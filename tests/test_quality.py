"""Floors under the default model, on our own test half. Not targets: falling below is a defect."""

from __future__ import annotations

from pathlib import Path

import pytest

from commentguard.registry.floors import FLOORS, figure
from commentguard.scoring.scorer import Scorer
from commentguard.training.corpora import SOURCES, read_public, read_records
from commentguard.training.report import own_track, score_rows
from commentguard.verdict import Action

OWN = Path(__file__).parents[1] / "data" / "blog_comments"
RECORDS = [r for p in sorted(OWN.glob("*.jsonl")) for r in read_records(p) if r["split"] == "test"]


def test_own_test_half(scorer: Scorer) -> None:
    if not RECORDS:
        pytest.skip("no test half in this checkout")
    track, _ = own_track(scorer, RECORDS)
    for floor in FLOORS:
        found = figure({"own_test": track}, floor.path)
        assert floor.holds(found), f"{floor.means}: {found}"


def test_real_readers_are_not_held(scorer: Scorer, corpora: Path) -> None:
    fox = next(s for s in SOURCES if s.folder == "ham_foxnews")
    verdicts = score_rows(scorer, read_public(fox, corpora))
    held = sum(v.action is not Action.PUBLISH for v in verdicts)
    assert held <= len(verdicts) * 0.005
