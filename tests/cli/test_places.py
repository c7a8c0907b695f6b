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


@pytest.mark.parametrize("command", ["train", "search"])
@pytest.mark.parametrize("given", ["nowhere", "file"])
def test_what_is_no_folder_of_comments_is_not_called_an_empty_one(
    command: str, given: str, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("kept")
    asked = [command, "--own-only", "--data", str(tmp_path / given)]
    done = RUN.invoke(app, [*asked, "--out", str(tmp_path / "out")])
    assert done.exit_code == 3
    assert f"no such folder: {tmp_path / given}" in done.stderr


def test_a_folder_without_comments_is_named(tmp_path: Path) -> None:
    done = RUN.invoke(app, ["data", "check", str(tmp_path)])
    assert done.exit_code == 3
    assert f"no *.jsonl in {tmp_path}" in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ["score"],
        ["train", "--own-only", "--out", "out", "--settings"],
        ["serve", "--config"],
        ["data", "check"],
    ],
)
def test_what_is_not_there_is_told_once_and_in_words(command: list[str], tmp_path: Path) -> None:
    absent = str(tmp_path / "absent")
    done = RUN.invoke(app, [*command, absent])
    assert done.exit_code == 3
    assert done.stderr.count(absent) == 1
    assert "No such file or directory" in done.stderr
    assert "Errno" not in done.stderr


def test_a_model_that_is_no_folder_is_told_so(tmp_path: Path) -> None:
    home = ["--home", str(tmp_path)]
    done = RUN.invoke(app, ["model", "add", str(tmp_path / "absent"), *home])
    assert done.exit_code == 4
    assert "is no folder" in done.stderr
    assert "Errno" not in done.stderr
