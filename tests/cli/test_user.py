"""People of the desk from the shell: a forgotten password, and the end of an account."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commentguard.cli.main import app
from commentguard.service import passwords
from commentguard.storage import people
from commentguard.storage.people import User
from commentguard.storage.store import Store


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMMENTGUARD_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("COMMENTGUARD_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    run("user", "add", "mira", "--password-stdin", said="a row of plain words\n")
    return tmp_path / "home"


def run(*words: str, code: int = 0, said: str = "") -> str:
    result = CliRunner().invoke(app, list(words), input=said)
    assert result.exit_code == code, result.output
    return result.output


def stored(home: Path, name: str) -> User:
    store = Store.open(f"sqlite:///{home / 'commentguard.db'}")
    with store.engine.connect() as connection:
        user = people.named(connection, name)
    store.close()
    assert user is not None
    return user


def test_a_forgotten_password_is_replaced(home: Path) -> None:
    told = run("user", "password", "mira", "--password-stdin", said="another row of words\n")
    assert "mira has a new password" in told
    assert passwords.fits(stored(home, "mira").password, "another row of words")
    typed = "yet another row of words\n"
    run("user", "password", "mira", said=typed * 2)
    assert passwords.fits(stored(home, "mira").password, typed.strip())
    assert typed.strip() not in told


def test_what_cannot_be_is_one_line_and_changes_nothing(home: Path) -> None:
    before = stored(home, "mira").password
    assert "there is no user 'ben'" in run("user", "password", "ben", code=3)
    short = run("user", "password", "mira", "--password-stdin", code=3, said="short\n")
    assert "at least 10" in short
    assert stored(home, "mira").password == before


def test_an_account_is_ended_once(home: Path) -> None:
    assert run("user", "end", "mira") == "ended mira\n"
    assert stored(home, "mira").ended_at is not None
    assert json.loads(run("user", "list"))["ended_at"]
    assert "is ended" in run("user", "end", "mira", code=3)
    again = run("user", "password", "mira", "--password-stdin", code=3, said="a long password\n")
    assert "is ended" in again


def test_the_only_admin_is_not_lost_without_a_question(home: Path) -> None:
    for name in ("ann", "ben"):
        run("user", "add", name, "--role", "admin", "--password-stdin", said="some plain words\n")
    # While there is another, nobody is asked.
    assert run("user", "end", "ben") == "ended ben\n"
    for words in (("end", "ann"), ("role", "ann", "moderator"), ("role", "ann", "none")):
        for answer in ("", "n\n"):
            told = run("user", *words, code=1, said=answer)
            assert "Nobody but ann is an admin of every site" in told
            assert "commentguard user add NAME --role admin" in told
        assert stored(home, "ann").roles == {"*": "admin"}
        assert stored(home, "ann").ended_at is None
    run("user", "role", "ann", "moderator", "--yes")
    assert stored(home, "ann").roles == {"*": "moderator"}
    run("user", "role", "ann", "admin")
    run("user", "end", "ann", said="y\n")
    assert stored(home, "ann").ended_at is not None


def test_an_invitation_is_a_link_that_can_be_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    here = CliRunner().invoke(app, ["user", "invite"])
    assert here.stdout.startswith("http://localhost:8080/desk/join/")
    assert "works on this machine only" in here.stderr
    assert "is moderator on every site" in here.stderr
    monkeypatch.setenv("COMMENTGUARD_HOSTS", "localhost,desk.garden.example,127.0.0.1")
    known = CliRunner().invoke(app, ["user", "invite", "--role", "admin"])
    assert known.stdout.startswith("https://desk.garden.example/desk/join/")
    assert known.stderr == "Whoever opens it first, within a week, is admin on every site.\n"


def test_a_password_that_is_no_good_is_said_before_it_is_typed_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (
        "assword"
        not in run("user", "password", "mira", said="from a pipe it is one line\n").split("has")[0]
    )
    assert passwords.fits(stored(home, "mira").password, "from a pipe it is one line")
    monkeypatch.setattr("commentguard.cli.user._at_terminal", lambda: True)
    told = run("user", "password", "mira", said="short\nthis is long enough\nthis is long enough\n")
    assert told.startswith("Password, at least 10 characters: ")
    assert told.index("a password has at least 10 characters") < told.index("Repeat")
    assert passwords.fits(stored(home, "mira").password, "this is long enough")
