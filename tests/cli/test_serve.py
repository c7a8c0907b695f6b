"""The server as a newcomer meets it: started by the command, asked with the line it prints."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commentguard.cli.main import app
from commentguard.testing.process import Started, await_answer, free_port, started


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    with started(tmp_path_factory.mktemp("home"), "--local-open") as server:
        yield server
        assert server.stops()


@pytest.mark.parametrize("host", ["127.0.0.1", "203.0.113.1"])
def test_an_address_that_it_cannot_have_is_told_in_one_line(
    served: Started, tmp_path: Path, host: str
) -> None:
    asked = ["serve", "--host", host, "--port", str(served.port), "--home", str(tmp_path)]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 3
    assert f"cannot listen on {host}, port {served.port}" in done.stderr
    assert "while attempting" not in done.stderr
    assert "CommentGuard at" not in done.stdout


def test_it_says_where_it_is(served: Started) -> None:
    assert served.url in served.said()


def test_settings_that_lie_in_the_home_are_not_passed_over_in_silence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "commentguard.toml"
    own.write_text("keep_published_days = 3650")
    with started(tmp_path):
        assert f"{own} is not read" in capfd.readouterr().err
    with started(tmp_path, "--config", str(own)):
        assert "is not read" not in capfd.readouterr().err


def test_what_is_printed_works_where_it_listens_everywhere(tmp_path: Path) -> None:
    with started(tmp_path, "--local-open", "--host", "0.0.0.0") as server:
        desk = re.findall(r"http://\S+/desk\S*", server.said())
        assert len(desk) == 2
        for page in desk:
            assert urllib.request.urlopen(page).status == 200
        test_the_printed_line_works(server)


def test_the_printed_line_works(served: Started) -> None:
    line = next(row for row in served.said().splitlines() if "curl" in row)
    words = shlex.split(line)
    body, url = words[words.index("-d") + 1], next(w for w in words if w.startswith("http"))
    request = urllib.request.Request(url, body.encode(), {"Content-Type": "application/json"})
    verdict = json.load(urllib.request.urlopen(request))
    assert verdict["action"] == "hold"
    assert {"phone_number", "location_ad"} <= {reason["code"] for reason in verdict["reasons"]}


def test_the_line_that_makes_a_key_makes_one_for_this_server(tmp_path: Path) -> None:
    """Its folder was named, and its site is not called local."""
    made = CliRunner().invoke(app, ["site", "add", "garden", "--home", str(tmp_path)])
    assert made.exit_code == 0, made.output
    with started(tmp_path, "--home", str(tmp_path)) as server:
        (line,) = re.findall(r"No keys yet. Make one: commentguard (.+)", server.said())
        key = CliRunner().invoke(app, shlex.split(line)).stdout.strip()
        request = urllib.request.Request(
            server.url + "/v1/site", headers={"Authorization": f"Bearer {key}"}
        )

        def known() -> bool:
            try:
                return bool(json.load(urllib.request.urlopen(request))["id"] == "garden")
            except urllib.error.HTTPError:
                return False

        end = time.monotonic() + 30
        while not known():
            assert time.monotonic() < end
            time.sleep(0.2)


def test_a_link_that_cannot_work_is_not_printed(tmp_path: Path) -> None:
    """The account that it signs in was ended: what helps is named instead."""
    at = ["--home", str(tmp_path)]
    for words in (
        ["add", "admin", "--role", "admin", "--password-stdin"],
        ["end", "admin", "--yes"],
    ):
        done = CliRunner().invoke(app, ["user", *words, *at], input="a row of plain words\n")
        assert done.exit_code == 0, done.output
    with started(tmp_path, "--local-open", *at) as server:
        assert "/desk/enter/" not in server.said()
        (line,) = re.findall(r"Make one: commentguard (user add NAME .+)", server.said())
        assert shlex.split(line) == ["user", "add", "NAME", "--role", "admin", *at]


def test_who_ends_make_ends_the_server(tmp_path: Path) -> None:
    """A server that outlives `make serve` keeps its port, and nobody knows why it is taken."""
    port, folder = free_port(), Path(__file__).parents[2]
    stamps = ["-o", "requirements.lock", "-o", "pyproject.toml", "-o", ".venv/.installed"]
    command = ["make", *stamps, f"BIN={Path(sys.executable).parent}", "serve"]
    named = {"COMMENTGUARD_HOME": str(tmp_path), "COMMENTGUARD_PORT": str(port)}
    with subprocess.Popen(
        command, cwd=folder, env=os.environ | named,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    ) as made:  # fmt: skip
        try:
            await_answer(f"http://127.0.0.1:{port}/livez", made)
            made.terminate()
            made.wait(20)
            end = time.monotonic() + 20
            while answers(port):
                assert time.monotonic() < end, "the server goes on"
                time.sleep(0.1)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(made.pid, signal.SIGKILL)


def answers(port: int) -> bool:
    with socket.socket() as one:
        one.settimeout(5)
        return one.connect_ex(("127.0.0.1", port)) == 0


# The server, which on a signal writes down what it has loaded.
_TELLING = """
import signal, sys
from pathlib import Path

def tell(*_):
    Path(sys.argv[-1]).write_text(" ".join(sys.modules))

signal.signal(signal.SIGUSR1, tell)
from commentguard.cli.main import app
app(sys.argv[1:-1])
"""


def test_a_first_start_leaves_nothing_loaded_that_only_it_needs(tmp_path: Path) -> None:
    """Neither what makes the database, nor what renders a desk that nobody opened."""
    port, told = free_port(), tmp_path / "told.txt"
    asked = ["serve", "--home", str(tmp_path / "home"), "--port", str(port), "--local-open"]
    command = [sys.executable, "-c", _TELLING, *asked, str(told)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            await_answer(f"http://127.0.0.1:{port}/readyz", server)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz") as ready:
                assert json.load(ready)["storage"] == "up"
            server.send_signal(signal.SIGUSR1)
            end = time.monotonic() + 20
            while not told.exists() or not told.read_text("utf-8"):
                assert time.monotonic() < end
                time.sleep(0.05)
        finally:
            server.kill()
    loaded = set(told.read_text("utf-8").split())
    assert {"sqlalchemy", "numpy", "commentguard.server.app"} <= loaded
    assert not loaded & {"alembic", "mako", "jinja2", "numpy.random", "sqlalchemy.orm"}


def test_keys_are_not_printed_where_nobody_reads_them(served: Started) -> None:
    """Output that is not a terminal is a log, and what is in a log is no secret."""
    assert not re.search(r"cg_[0-9a-f]{12}_", served.said())
