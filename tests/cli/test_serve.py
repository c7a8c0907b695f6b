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
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
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
    home = str(tmp_path_factory.mktemp("home"))
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "COMMENTGUARD_HOME": home}
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


def test_keys_are_not_printed_where_nobody_reads_them(served: tuple[str, str]) -> None:
    """Output that is not a terminal is a log, and what is in a log is no secret."""
    assert not re.search(r"cg_[0-9a-f]{12}_", served[1])
