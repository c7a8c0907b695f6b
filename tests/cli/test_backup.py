"""Backup and restore from the command line, and what they say of the secret."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.operating import lines, run
from typer.testing import CliRunner

from commentguard.cli.main import app
from commentguard.service.secret import Secret


def test_backup_into_a_new_home(home: Path, tmp_path: Path) -> None:
    run("site", "add", "blog")
    run("backup", "all.zip")
    other = str(tmp_path / "other")
    assert json.loads(run("restore", "all.zip", "--home", other))["sites"] == 1
    assert lines(run("site", "list", "--home", other))[0]["id"] == "blog"
    assert "not empty" in run("restore", "all.zip", code=3)


def test_a_backup_says_what_it_replaces(home: Path) -> None:
    run("site", "add", "garden")
    first = CliRunner().invoke(app, ["backup", "b.zip"])
    assert (first.exit_code, first.stderr) == (0, "")
    second = CliRunner().invoke(app, ["backup", "b.zip"])
    assert "In place of the backup of 20" in second.stderr
    kept = (home / "commentguard.db").read_bytes()
    assert "is no backup" in run("backup", str(home / "commentguard.db"), code=3)
    assert (home / "commentguard.db").read_bytes() == kept
    assert "cannot be written: No such file" in run("backup", "nowhere/b.zip", code=3)


def test_a_wrong_home_leaves_a_good_backup_alone(home: Path) -> None:
    run("site", "add", "garden")
    run("backup", "b.zip")
    good = Path("b.zip").read_bytes()
    assert "there is no database" in run("backup", "b.zip", "--home", "wrong", code=3)
    assert Path("b.zip").read_bytes() == good


def test_a_backup_without_a_secret_says_what_is_lost(home: Path) -> None:
    run("site", "add", "garden")
    (home / "secret").unlink()
    done = CliRunner().invoke(app, ["backup", "b.zip"])
    assert json.loads(done.stdout)["sites"] == 1
    assert f"There is no secret in {home}: find it." in done.stderr
    assert not (home / "secret").exists()


@pytest.mark.parametrize(
    ("secret", "told"),
    [
        ("none", "is not here, and a start would make another"),
        ("another", "is not the one that this was backed up with"),
        ("right", ""),
    ],
)
def test_a_restore_says_where_the_secret_is_missing(
    home: Path, tmp_path: Path, secret: str, told: str
) -> None:
    run("site", "add", "garden")
    run("backup", "b.zip")
    new = tmp_path / "new"
    if secret == "another":
        Secret.open(new)
    elif secret == "right":
        new.mkdir()
        (new / "secret").write_bytes((home / "secret").read_bytes())
        (new / "secret").chmod(0o600)
    done = CliRunner().invoke(app, ["restore", "b.zip", "--home", str(new)])
    assert done.exit_code == 0
    assert json.loads(done.stdout)["sites"] == 1
    assert (told in done.stderr) if told else not done.stderr
    assert ("Akismet keys are invalid" in done.stderr) == bool(told)
    assert (new / "secret").exists() == (secret != "none")
