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
import urllib.request
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[str, str]]:
    """Address of a running server, and everything it printed before."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "commentguard.cli.main",
        "serve",
        "--local-open",
        "--port",
        str(port),
    ]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        said = "".join(process.stdout.readline() for _ in range(3))
        address = f"http://127.0.0.1:{port}"
        for _ in range(100):
            try:
                urllib.request.urlopen(address + "/readyz").read()
                break
            except OSError:
                time.sleep(0.1)
        yield address, said
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) in (0, -signal.SIGTERM)


def test_it_says_where_it_is(served: tuple[str, str]) -> None:
    address, said = served
    assert address in said


def test_the_printed_line_works(served: tuple[str, str]) -> None:
    line = next(row for row in served[1].splitlines() if "curl" in row)
    words = shlex.split(line)
    body, url = words[words.index("-d") + 1], next(w for w in words if w.startswith("http"))
    request = urllib.request.Request(url, body.encode(), {"Content-Type": "application/json"})
    verdict = json.load(urllib.request.urlopen(request))
    assert verdict["action"] == "hold"
    assert {"phone_number", "location_ad"} <= {reason["code"] for reason in verdict["reasons"]}


def test_without_a_key_and_not_open_it_does_not_start() -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("COMMENTGUARD_")}
    done = subprocess.run(
        [sys.executable, "-m", "commentguard.cli.main", "serve"],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert re.search("COMMENTGUARD_API_KEY", done.stderr)
