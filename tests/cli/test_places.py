"""Where nothing can be written is told before the work, in one line, and nothing is left behind."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commentguard.cli.main import app
from commentguard.cli.places import file_to_write, folder_to_write
from commentguard.errors import DataError

RUN = CliRunner()


def test_a_folder_that_is_there_or_could_be_made_will_do(tmp_path: Path) -> None:
    folder_to_write(tmp_path)
    folder_to_write(tmp_path / "a" / "b")
    file_to_write(tmp_path / "a" / "file.json")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_folder_and_a_folder_no_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(DataError, match="is no folder"):
            folder_to_write(path)
    with pytest.raises(DataError, match="is a folder"):
        file_to_write(tmp_path)


def test_what_belongs_to_others_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("kept")
    # Whoever runs the tests may be allowed everything.
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).is_dir())
    with pytest.raises(DataError, match="not ours to write"):
        file_to_write(tmp_path / "file")
    monkeypatch.setattr(os, "access", lambda path, _: False)
    with pytest.raises(DataError, match="not ours to write"):
        folder_to_write(tmp_path / "new")


@pytest.mark.parametrize(
    "command",
    [
        ["train", "--own-only", "--out"],
        ["search", "--own-only", "--out"],
        ["search", "--own-only", "--journal"],
        ["evaluate", "--out"],
        ["evaluate", "--with-text"],
        ["compare", "baseline:rules", "shipped", "--out"],
    ],
)
def test_commands_ask_before_they_read_or_fit(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_: object) -> None:
        raise AssertionError("read before it was known where to write")

    monkeypatch.setattr("commentguard.training.corpora.read_own", read)
    monkeypatch.setattr("commentguard.training.tracks.bench.read_own", read)
    (tmp_path / "file").write_text("kept")
    done = RUN.invoke(app, [*command, str(tmp_path / "file" / "out")])
    assert done.exit_code == 3
    assert done.stderr.count("\n") == 1
    assert "is no folder" in done.stderr
