"""`commentguard doctor`: quiet about our own server, and blunt about others."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import uvicorn
from typer.testing import CliRunner

from commentguard.cli.doctor.variants import VARIANTS
from commentguard.cli.doctor.wire import Wire
from commentguard.cli.main import app
from commentguard.errors import DataError
from commentguard.server.app import make_app
from commentguard.server.config import Config
from commentguard.service import keys, sites
from commentguard.service.keys import Kind
from commentguard.service.secret import Secret
from commentguard.storage.clock import now
from commentguard.storage.store import Store
from commentguard.storage.tables import comments, corrections

KEY = "abcdef012345"


@contextmanager
def listening(served: Any) -> Iterator[str]:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(served, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
        thread.start()
        try:
            while not server.started:
                time.sleep(0.01)
            yield f"http://127.0.0.1:{sock.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def run(url: str, *more: str, key: str = KEY) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["doctor", "--url", url, "--key", key, *more])
    return done.exit_code, done.output


def test_without_a_terminal_a_missing_key_is_told_in_one_line() -> None:
    code, output = run("http://127.0.0.1:9", key="")
    assert code == 3
    assert "doctor needs a key: give --key, or AKISMET_API_KEY" in output
    assert "GetPass" not in output


def test_our_own_server_is_healthy_and_none_the_wiser(tmp_path: Path) -> None:
    config = Config(home=tmp_path / "home", rate=0)
    Secret.open(config.folder)
    store = Store.open(config.database)
    with store.transaction() as connection:
        sites.add(connection, "blog", now())
        secret = Secret.open(config.folder)
        key = keys.create(connection, secret, "blog", now(), kind=Kind.AKISMET)[1]
    with listening(make_app(config)) as url:
        code, output = run(url, key=key)
        rows = [json.loads(line) for line in run(url, "--json", key=key)[1].splitlines()]
    # The key in the host needs a name, and this server only has a number.
    assert code == 0, output
    assert "FAILED" not in output
    assert [row["check"] for row in rows] == [variant.name for variant in VARIANTS]
    assert {row["state"] for row in rows} == {"ok"}
    assert f"All {len(VARIANTS)} ways" in output
    with store.engine.connect() as connection:
        assert connection.execute(comments.select()).first() is None
        assert connection.execute(corrections.select()).first() is None
    store.close()


class Sloppy:
    """A server that makes the mistakes that clients trip over."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        body = (await receive()).get("body", b"")
        name = scope["path"].rpartition("/")[2]
        answer = {"test": b"connected", "verify-key": b"valid", "comment-check": b"true\n"}.get(
            name, body[:200] or b"{}"
        )
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": answer})


def test_a_sloppy_server_is_told_what_its_clients_miss() -> None:
    with listening(Sloppy()) as url:
        code, output = run(url)
    assert code == 1
    assert "ok  the server answers" in output
    assert "'true\\n', not 'true'" in output
    assert "needed by: WordPress, to save a key" in output
    assert "note  a whole URL as target" in output
    assert KEY not in output


def test_nobody_there() -> None:
    code, output = run("http://127.0.0.1:1", "--timeout", "0.2")
    assert code == 1
    assert "nobody answers at http://127.0.0.1:1: ConnectionRefusedError" in output
    assert output.count("FAILED") == 1
    (row,) = run("http://127.0.0.1:1", "--json")[1].splitlines()
    assert (json.loads(row)["check"], json.loads(row)["state"]) == (VARIANTS[0].name, "FAILED")


def test_a_key_that_is_not_known_is_one_sentence(tmp_path: Path) -> None:
    """And one wrong key of the ten that an address has: the right one still works after it."""
    config = Config(home=tmp_path / "home")
    Secret.open(config.folder)
    Store.open(config.database).close()
    with listening(make_app(config)) as url:
        for _ in range(5):
            code, output = run(url)
            assert code == 1
            assert "this key is not known there" in output
            assert "made under another secret than its COMMENTGUARD_HOME/secret" in output
            assert output.count("FAILED") == 1
            assert "429" not in output
        form = urlencode({"key": KEY, "blog": "https://doctor.invalid/"}).encode()
        asked = (Wire(url).ask("/1.1/verify-key", form).status for _ in range(200))
        assert 429 in asked
        code, output = run(url)
    assert code == 1
    assert "it throttles this address" in output
    assert output.count("FAILED") == 1


@pytest.mark.parametrize("url", ["guard.example", "ftp://x", "http://", "http://[", "http://x:y/"])
def test_an_address_that_is_none(url: str) -> None:
    assert run(url)[0] == 3
    with pytest.raises(DataError):
        Wire(url)


def test_a_key_that_is_none() -> None:
    code, output = run("http://127.0.0.1:1", key="abc\r\nX: y")
    assert code == 3
    assert "12 hexadecimal digits" in output
