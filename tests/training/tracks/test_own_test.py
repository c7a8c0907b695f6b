"""The frozen half: one door, checked and written down. Tried on a stand-in, never on the real one."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from tests.training.bench import records, write_records

from commentguard.errors import DataError
from commentguard.training.corpora import own_records, read_own
from commentguard.training.report.program import Programme
from commentguard.training.tracks.own_test import OPENINGS, SUMS, Opening, open_test, refuse_frozen

OPENING = Opening("2026-01-01", "d" * 64, "commentguard evaluate --open-test")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_records(tmp_path / "train-en.jsonl", records(4))
    write_records(tmp_path / "test-en.jsonl", records(3, "test"))
    _freeze(tmp_path)
    return tmp_path


def _freeze(folder: Path) -> None:
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(folder.glob("test-*.jsonl"))
    ]
    (folder / SUMS).write_text("".join(lines), "ascii")


def test_an_opening_is_written_down_before_anything_is_read(folder: Path) -> None:
    found = open_test(folder, OPENING)
    assert {record["split"] for record in found} == {"test"}
    log = (folder / OPENINGS).read_text("utf-8")
    assert log.count("2026-01-01") == 1
    assert "dddddddddddd" in log
    # Nothing new can be learned from the same model on the same half: no second line.
    open_test(folder, Opening("2026-02-02", "d" * 64, "again"))
    open_test(folder, Opening("2026-03-03", "e" * 64, "another model"))
    log = (folder / OPENINGS).read_text("utf-8")
    assert "2026-02-02" not in log
    assert "2026-03-03" in log


def test_a_half_that_is_not_frozen_or_not_the_frozen_one_is_refused(folder: Path) -> None:
    half = folder / "test-en.jsonl"
    half.write_text(half.read_text("utf-8") + "\n", "utf-8")
    with pytest.raises(DataError, match="not the file that was frozen"):
        open_test(folder, OPENING)
    write_records(folder / "test-de.jsonl", records(1, "test"))
    with pytest.raises(DataError, match="other files"):
        open_test(folder, OPENING)
    (folder / SUMS).unlink()
    with pytest.raises(DataError, match="not frozen"):
        open_test(folder, OPENING)
    assert not (folder / OPENINGS).exists()


def test_training_does_not_even_open_the_files_of_the_test_half(folder: Path) -> None:
    (folder / "test-en.jsonl").write_text("not JSON at all")
    assert len(read_own(folder, "train")) == 32
    assert len(own_records(folder)) == 32


def test_a_file_of_the_frozen_half_is_not_read_as_any_other_labelled_file(
    folder: Path, tmp_path: Path
) -> None:
    frozen = folder / "test-en.jsonl"
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "mine.jsonl"
    link.symlink_to(frozen)
    for path in (frozen, link):
        with pytest.raises(DataError, match="--open-test"):
            Programme(development=(path,)).check()
    Programme(development=(folder / "train-en.jsonl",)).check()
    (folder / SUMS).unlink()
    refuse_frozen(frozen)
