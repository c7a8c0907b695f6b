"""Running a server from the command line: sites, keys, retention, erasure, backup."""

from __future__ import annotations

import asyncio
import json
import os
import pty
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner, Result

from commentguard.cli.main import app
from commentguard.scoring.shipped import default_model
from commentguard.service import keys
from commentguard.service.directory import Directory, look
from commentguard.service.secret import Secret
from commentguard.storage.clock import now
from commentguard.storage.store import Store


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMMENTGUARD_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("COMMENTGUARD_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


def run(*words: str, code: int = 0, said: str = "") -> str:
    result: Result = CliRunner().invoke(app, list(words), input=said)
    assert result.exit_code == code, result.output
    return result.stdout if code == 0 else result.output


def known(home: Path) -> tuple[Directory, Secret]:
    store = Store.open(f"sqlite:///{home / 'commentguard.db'}")
    with store.engine.connect() as connection:
        found = look(connection, Directory())
    store.close()
    return found, Secret.open(home)


def works(home: Path, text: str, at: int | None = None) -> bool:
    directory, secret = known(home)
    return keys.recognise(directory, secret, text, at or now()) is not None


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


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
    run("site", "allow", "garden", "--ip", "203.0.113.9")
    shown = run("site", "allow", "garden")
    assert [(one["kind"], one["domain"], one["suspended"]) for one in lines(shown)] == [
        ("email", None, False), ("domain", "reader.example", False), ("ip", None, False),
    ]  # fmt: skip
    run("site", "allow", "garden", "--email", "ANN@reader.example", "--remove")
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
        ("site", "list"),
        ("key", "list"),
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


def test_the_life_of_a_key(home: Path) -> None:
    run("site", "add", "blog")
    text = run("key", "create", "blog", "--label", "cron").strip()
    assert re.fullmatch(r"cg_[0-9a-f]{12}_[\w-]{43}", text)
    assert works(home, text)
    (key,) = lines(run("key", "list"))
    assert (key["scopes"], key["label"], key["works"]) == (["feedback", "score"], "cron", True)
    successor = run("key", "rotate", key["id"], "--overlap", "2").strip()
    assert works(home, text)
    assert works(home, successor)
    assert not works(home, text, now() + 3 * 3_600_000)
    run("key", "revoke", key["id"])
    assert not works(home, text)
    assert works(home, successor)


def test_an_akismet_key_is_what_wordpress_accepts(home: Path) -> None:
    run("site", "add", "blog")
    text = run("key", "create", "blog", "--akismet").strip()
    assert re.fullmatch(r"[0-9a-f]{12}", text)
    assert works(home, text)
    assert works(home, text.upper())


def test_keys_and_secret_are_not_in_the_database(home: Path) -> None:
    run("site", "add", "blog")
    texts = [
        run("key", "create", "blog").strip(),
        run("key", "create", "blog", "--akismet").strip(),
    ]
    secret = (home / "secret").read_text("ascii").strip()
    assert (home / "secret").stat().st_mode & 0o777 == 0o600
    stored = b"".join(path.read_bytes() for path in home.glob("commentguard.db*"))
    for hidden in (*texts, secret):
        assert hidden.encode() not in stored
    assert bytes.fromhex(secret) not in stored


def test_a_secret_that_others_can_read_is_refused(home: Path) -> None:
    run("site", "add", "blog")
    (home / "secret").chmod(0o644)
    assert "chmod 600" in run("key", "create", "blog", code=3)


def test_another_secret_opens_nothing_akismet(home: Path) -> None:
    run("site", "add", "blog")
    text = run("key", "create", "blog", "--akismet").strip()
    directory, _ = known(home)
    assert keys.recognise(directory, Secret(b"x" * 32), text, now()) is None


def test_backup_into_a_new_home(home: Path, tmp_path: Path) -> None:
    run("site", "add", "blog")
    run("backup", "all.zip")
    other = str(tmp_path / "other")
    assert json.loads(run("restore", "all.zip", "--home", other))["sites"] == 1
    assert lines(run("site", "list", "--home", other))[0]["id"] == "blog"
    assert "not empty" in run("restore", "all.zip", code=3)


def test_retention_and_erasure_answer_in_figures(home: Path) -> None:
    run("site", "add", "blog")
    assert json.loads(run("retention"))["published"] == 0
    assert "0 comments" in run("erase", "--email", "ann@reader.example")


def test_settings_are_shown_without_the_password(home: Path) -> None:
    told = run("config", "print", "--redact", "--database-url", "postgresql://g:s3cret@h/d")
    assert "s3cret" not in told
    assert json.loads(told)["port"] == 8080


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


def test_a_start_says_that_the_secret_is_gone(home: Path) -> None:
    run("site", "add", "garden")
    (home / "secret").unlink()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    told = [heard_until_up("serve", "--port", port) for _ in range(2)]
    assert "There was no secret in" in told[0]
    assert "Akismet keys are invalid" in told[0]
    assert "secret" not in told[1]


def heard_until_up(*words: str) -> str:
    """What a server says on stderr until it is up, or for thirty seconds."""
    process = subprocess.Popen(
        [sys.executable, "-m", "commentguard.cli.main", *words],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    heard, end = "", time.monotonic() + 30
    for line in process.stderr:
        heard += line
        if "startup complete" in line or time.monotonic() > end:
            break
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    return heard


def test_the_first_start_shows_its_keys_once_and_only_to_a_person(home: Path) -> None:
    """On a terminal; the second start shows nothing, and both keys open the door."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    told = [on_a_terminal("serve", "--port", port) for _ in range(2)]
    bearer = re.search(r"cg_[0-9a-f]{12}_[\w-]{43}", told[0])
    akismet = re.search(r"WordPress +([0-9a-f]{12})", told[0])
    assert bearer
    assert akismet
    assert works(home, bearer[0])
    assert works(home, akismet[1])
    assert "cg_" not in told[1]
    assert akismet[1] not in told[1]


def on_a_terminal(*words: str) -> str:
    """What a command prints on a terminal until its server is up, or for ten seconds."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "commentguard.cli.main", *words],
        stdout=theirs, stderr=subprocess.PIPE,
    )  # fmt: skip
    os.close(theirs)
    assert process.stderr is not None
    end = time.monotonic() + 30
    for line in process.stderr:
        if b"startup complete" in line or time.monotonic() > end:
            break
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    heard = b""
    try:
        while piece := os.read(ours, 65536):
            heard += piece
    except OSError:
        pass
    os.close(ours)
    return heard.decode()


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
    assert "1 comments" in run("erase", "--email", "a@b.example")
    assert kept() == 0
    guard.close()
