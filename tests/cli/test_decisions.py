"""`commentguard data decisions`: from what moderators decided to a folder that training reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.operating import run

from commentguard.training.corpora import labelled_records, read_own
from commentguard.training.tracks.own_test import Opening, open_test


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with people's decisions."""
    home = tmp_path_factory.mktemp("decided")
    run("demo", "--home", str(home), "--only-fill")
    return home


def test_decisions_become_a_folder_that_training_reads(demo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    told = run("data", "decisions", "windowsill", str(folder), "--home", str(demo / "demo"))
    train = read_own(folder, "train")
    test = open_test(folder, Opening("2026-01-01", "m" * 64, "test"))
    assert f"train-own.jsonl: {len(train)}" in told
    assert f"test-own.jsonl: {len(test)}" in told
    assert {str(row.label) for row in train} <= {"ham", "promotional", "spam"}
    assert all(row.comment.post_title for row in train)
    assert not {row.comment.post_title for row in train} & {r["post_title"] for r in test}
    records = labelled_records(folder / "train-own.jsonl")
    assert len({record["id"] for record in records}) == len(records)
    run("data", "check", str(folder))


def test_a_folder_that_is_there_is_kept(demo: Path, tmp_path: Path) -> None:
    run("data", "decisions", "windowsill", str(tmp_path), "--home", str(demo / "demo"))
    before = (tmp_path / "train-own.jsonl").read_text("utf-8")
    assert "name another folder" in run(
        "data", "decisions", "windowsill", str(tmp_path), "--home", str(demo / "demo"), code=3
    )
    assert (tmp_path / "train-own.jsonl").read_text("utf-8") == before
    assert json.loads(before.splitlines()[0])["split"] == "train"


def test_a_site_without_decisions_or_without_being_there_is_refused(
    home: Path, tmp_path: Path
) -> None:
    run("site", "add", "garden")
    assert "decided about no comments" in run(
        "data", "decisions", "garden", str(tmp_path / "mine"), code=3
    )
    assert "there is no site" in run("data", "decisions", "gardn", str(tmp_path / "m"), code=3)
    assert not (tmp_path / "mine").exists()
