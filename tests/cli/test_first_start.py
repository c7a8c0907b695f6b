"""What a server says when it starts: its first keys, once, and that its secret is gone."""

from __future__ import annotations

import os
import pty
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.cli.operating import run, works
from tests.service.desk import arrive

from commentguard.scoring.scorer import Scorer
from commentguard.service.guard import Guard
from commentguard.service.secret import Secret


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


def test_every_start_says_that_the_secret_is_another(home: Path, scorer: Scorer) -> None:
    """Where another server made it: only the start that does so itself knows of it otherwise."""
    run("site", "add", "blog")
    guard = Guard.open(home, f"sqlite:///{home / 'commentguard.db'}", scorer)
    guard.refresh_now()
    arrive(guard)
    guard.close()
    (home / "secret").unlink()
    Secret.open(home)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    told = heard_until_up("serve", "--port", port)
    assert (
        "is not the one that this database was filled with. Without it Akismet keys are invalid"
        in told
    )


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
