"""Keys and the secret from the command line: made, used, revoked, and never in the database."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.operating import known, lines, run, works
from typer.testing import CliRunner

from commentguard.cli.main import app
from commentguard.service import keys
from commentguard.service.secret import Secret
from commentguard.storage.clock import now


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


def test_the_keys_of_one_site(home: Path) -> None:
    for site in ("blog", "garden"):
        run("site", "add", site)
        run("key", "create", site)
    assert [key["site"] for key in lines(run("key", "list"))] == ["blog", "garden"]
    assert [key["site"] for key in lines(run("key", "list", "garden"))] == ["garden"]
    unknown = CliRunner().invoke(app, ["key", "list", "gardn"])
    assert unknown.exit_code != 0
    assert "gardn" in unknown.stderr
    assert not unknown.stdout


def test_rotating_once_more_does_not_lengthen_the_life_of_a_key(home: Path) -> None:
    run("site", "add", "blog")
    text = run("key", "create", "blog").strip()
    (key,) = lines(run("key", "list"))

    def rotated(hours: str) -> str:
        done = CliRunner().invoke(app, ["key", "rotate", key["id"], "--overlap", hours])
        ends = next(
            one["expires_at"] for one in lines(run("key", "list")) if one["id"] == key["id"]
        )
        assert f"replaces {key['id']}, which ends at {ends}:" in done.stderr
        return str(ends)

    first = rotated("2")
    assert rotated("24") == first
    assert rotated("1") < first
    rotated("0")
    assert not works(home, text)
    assert "works no more" in run("key", "rotate", key["id"], code=3)


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
