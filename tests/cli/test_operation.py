"""Running a server from the command line: sites, lists, retention, erasure, mistakes."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from sqlalchemy import func, select
from tests.cli.operating import lines, run
from tests.full_disk import full_disk
from typer.testing import CliRunner

from commentguard.cli.main import app
from commentguard.scoring.shipped import default_model


def test_the_life_of_a_site(home: Path) -> None:
    run("site", "add", "garden", "--url", "https://garden.example", "--lang", "en")
    assert lines(run("site", "list")) == [
        {"id": "garden", "name": "garden", "url": "https://garden.example"}
    ]
    run("site", "set", "garden", "--name", "Garden", "--policy", "hold=0.9", "--policy",
        "allow_promotional=true")  # fmt: skip
    shown = json.loads(run("site", "show", "garden"))
    assert shown["policy_overrides"] == {"hold": 0.9, "allow_promotional": True}
    run("site", "set", "garden", "--policy", "hold=")
    assert json.loads(run("site", "show", "garden"))["policy_overrides"] == {
        "allow_promotional": True
    }
    run("site", "remove", "garden", code=1, said="n\n")
    run("site", "remove", "garden", "--yes")
    assert run("site", "list") == ""


def test_an_allow_list(home: Path) -> None:
    run("site", "add", "garden")
    run("site", "allow", "garden", "--email", "ann@reader.example", "--domain", "reader.example")
    told = run("site", "allow", "garden", "--ip", "203.0.113.9")
    assert told == "listed: number 3 of the allow-list of garden\n"
    shown = run("site", "allow", "garden")
    assert [(one["kind"], one["domain"], one["suspended"]) for one in lines(shown)] == [
        ("email", None, False), ("domain", "reader.example", False), ("ip", None, False),
    ]  # fmt: skip
    told = run("site", "allow", "garden", "--email", "ANN@reader.example", "--remove")
    assert told == "removed: this email from the allow-list of garden\n"
    assert [one["kind"] for one in lines(run("site", "allow", "garden"))] == ["domain", "ip"]
    run("site", "allow", "garden", "--remove", code=3)
    run("site", "allow", "garden", "--phrase", "x", code=2)
    run("site", "allow", "absent", "--ip", "203.0.113.9", code=3)


def test_a_deny_list(home: Path) -> None:
    run("site", "add", "garden")
    run("site", "deny", "garden", "--ip", "203.0.113.9/24", "--label", "the casino people")
    run("site", "deny", "garden", "--phrase", "Online  Casino", "--email", "ann@reader.example")
    shown = lines(run("site", "deny", "garden"))
    assert [(one["kind"], one["prefix"], one["phrase"], one["label"]) for one in shown] == [
        ("range", 24, None, "the casino people"), ("email", None, None, ""),
        ("phrase", None, "Online Casino", ""),
    ]  # fmt: skip
    assert not any(one["suspended"] for one in shown)
    run("site", "deny", "garden", "--remove", "--number", str(shown[0]["id"]))
    run("site", "deny", "garden", "--remove", "--phrase", "online casino")
    assert [one["kind"] for one in lines(run("site", "deny", "garden"))] == ["email"]
    assert run("site", "allow", "garden") == ""
    run("site", "deny", "garden", "--phrase", "a", code=3)
    assert "listed" in run("site", "deny", "garden", "--phrase", "a", "--yes")


@pytest.mark.parametrize(
    "words",
    [
        ("site", "deny", "blog", "--remove"),
        ("site", "deny", "blog", "--number", "1"),
        ("site", "deny", "blog", "--remove", "--number", "1"),
        ("site", "deny", "blog", "--remove", "--ip", "203.0.113.0/24"),
        ("site", "deny", "blog", "--label", "x"),
        ("site", "deny", "blog", "--ip", "0.0.0.0/0"),
        ("site", "allow", "blog", "--email", "a@b.example", "--label", "x" * 101),
        ("site", "add", "Bad Name"),
        ("site", "add", "x", "--url", "ftp://x"),
        ("site", "show", "absent"),
        ("site", "set", "blog", "--policy", "hold=2"),
        ("site", "set", "blog", "--policy", "hold=x"),
        ("site", "set", "blog", "--policy", "unknown=1"),
        ("site", "set", "blog", "--policy", "hold"),
        ("site", "add", "blog"),
        ("key", "create", "absent"),
        ("key", "create", "blog", "--scope", "root"),
        ("key", "create", "blog", "--akismet", "--scope", "admin"),
        ("key", "revoke", "absent"),
        ("key", "rotate", "absent"),
        ("erase", "--name", "Ann"),
        ("erase", "--comment", "absent"),
        ("erase", "--comment", "absent", "--name", "Ann", "--ip", "192.0.2.7"),
        ("erase", "--email", "ann@reader.example", "--site", "blgo"),
        ("restore", "absent.zip"),
        ("db", "upgrade", "--database-url", "mysql://x"),
        ("config", "print", "--config", "absent.toml"),
    ],
    ids=" ".join,
)
def test_a_mistake_is_one_line_and_a_code(home: Path, words: tuple[str, ...]) -> None:
    run("site", "add", "blog")
    told = run(*words, code=3)
    assert told.startswith("commentguard: ")
    assert len(told.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("site", "add", "garden"),
        ("db", "upgrade"),
        ("demo", "--only-fill"),
        ("serve", "--port", "0"),
        ("restore", "absent.zip"),
        ("model", "add", str(default_model())),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("below", ["", "below"])
def test_a_home_that_cannot_be_is_one_line_and_a_code(
    home: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], below: str
) -> None:
    home.write_text("a file")
    monkeypatch.setenv("COMMENTGUARD_HOME", str(home / below))
    told = run(*words, code=3)
    assert told.startswith("commentguard: the folder ")
    assert "cannot be made" in told
    assert "COMMENTGUARD_HOME" in told
    assert len(told.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("backup", "b.zip"), ("erase", "--email", "ann@reader.example"), ("retention",), ("db", "backfill"),
        ("site", "list"), ("site", "remove", "garden", "--yes"), ("site", "allow", "garden"), ("key", "list"),
        ("key", "create", "garden"), ("user", "list"), ("user", "end", "mira"), ("site", "learned", "garden"),
        ("site", "budget", "garden"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_home_without_a_database_is_a_mistake_and_stays_as_it_is(
    home: Path, words: tuple[str, ...]
) -> None:
    told = run(*words, "--home", "wrong", code=3)
    assert told.startswith("commentguard: there is no database at sqlite:///wrong/commentguard.db")
    assert "db upgrade --home wrong" in told
    assert len(told.splitlines()) == 1
    assert not Path("wrong").exists()


def test_a_database_that_is_there_is_not_searched_with_a_new_secret(home: Path) -> None:
    run("site", "add", "garden")
    (home / "secret").unlink()
    told = run("erase", "--email", "ann@reader.example", code=3)
    assert told.startswith(f"commentguard: there is no secret in {home}")
    assert lines(run("site", "list"))[0]["id"] == "garden"
    assert not (home / "secret").exists()


def test_what_is_no_database_is_one_line(home: Path) -> None:
    home.mkdir()
    (home / "commentguard.db").write_bytes(b"A letter to the editor, not a table. " * 99)
    told = run("site", "list", code=3)
    assert told == "commentguard: the database cannot be opened: file is not a database\n"


def test_retention_and_erasure_answer_in_figures(home: Path) -> None:
    run("site", "add", "blog")
    assert json.loads(run("retention"))["published"] == 0
    assert "0 comments" in run("erase", "--email", "ann@reader.example")


# Room for what SQLite writes on opening and for hardly more, and room for nothing.
@pytest.mark.parametrize("room", [1 << 15, 0])
def test_a_full_disk_is_one_line(home: Path, room: int) -> None:
    run("site", "add", "garden")
    run("key", "create", "garden")
    words: list[tuple[str, ...]] = [("retention",), ("erase", "--email", "ann@reader.example"),
        *[("site", "add", f"site{number}") for number in range(9)]]  # fmt: skip
    with full_disk(room):
        told = [CliRunner().invoke(app, word) for word in words]
    assert {done.exit_code for done in told} <= {0, 3}
    refused = [done.output for done in told if done.exit_code]
    assert len(refused) > 1
    assert all(line.startswith("commentguard: the database ") for line in refused)
    assert {line.partition(": ")[2].partition(": ")[2] for line in refused} <= {
        "disk I/O error\n", "database or disk is full\n",
    }  # fmt: skip


@pytest.mark.parametrize("words", [("demo", "--only-fill"), ("restore", "b.zip", "--home", "new")])
def test_a_new_database_on_a_full_disk_is_one_line(home: Path, words: tuple[str, ...]) -> None:
    run("site", "add", "garden")
    run("backup", "b.zip")
    with full_disk(100_000):
        done = CliRunner().invoke(app, list(words))
    assert done.exit_code == 3
    assert done.stderr.startswith("commentguard: the database refused: ")
    assert "disk I/O error" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_settings_are_shown_without_the_password(home: Path) -> None:
    told = run("config", "print", "--redact", "--database-url", "postgresql://g:s3cret@h/d")
    assert "s3cret" not in told
    assert json.loads(told)["port"] == 8080


def test_erasing_drops_what_was_learned(home: Path) -> None:
    """From the command line too, where no server runs that could learn anew."""
    from commentguard import load
    from commentguard.comment import Comment
    from commentguard.service.correct import correct
    from commentguard.service.guard import Guard
    from commentguard.service.learning import SiteLearning
    from commentguard.service.receive import Received, receive
    from commentguard.storage.tables import footprints
    from commentguard.verdict import Label

    run("site", "add", "blog")
    guard = Guard.open(home, f"sqlite:///{home / 'commentguard.db'}", load())
    guard.patience = 30.0
    guard.refresh_now()
    guard.learner = SiteLearning(guard)
    site = guard.directory.sites["blog"]
    comment = Comment(text="Call us on 01632 960 148 for a free quote.", author_email="a@b.example")
    received = asyncio.run(receive(guard, site, comment))
    assert isinstance(received, Received)
    asyncio.run(correct(guard, site, received.id, Label.HAM, actor="ann"))

    def kept() -> int:
        with guard.store.engine.connect() as connection:
            return connection.scalar(select(func.count()).select_from(footprints)) or 0

    assert kept() == 1
    assert run("erase", "--email", "a@b.example") == "erased 1 comment\n"
    assert kept() == 0
    guard.close()
