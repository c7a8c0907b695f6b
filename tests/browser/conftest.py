"""A running desk for a browser, with people and comments; skipped where there is no browser."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from tests.web.desk import PASSWORD

from commentguard.server.app import make_app
from commentguard.server.config import Config
from commentguard.service import people, sites
from commentguard.service.guard import Guard
from commentguard.service.people import Role
from commentguard.storage.clock import now

HERE = Path(__file__).parent
_PEOPLE = {"mira": Role.ADMIN, "ben": Role.MODERATOR}


@dataclass(frozen=True, slots=True)
class Desk:
    """A server on a port of this machine, and the service inside it."""

    url: str
    guard: Guard


def _missing() -> str:
    for program in ("node", os.environ.get("CHROMIUM", "chromium")):
        if shutil.which(program) is None:
            return f"{program} is not on this machine (.ci/run installs it)"
    if not (HERE / "node_modules" / "playwright-core").is_dir():
        return "npm ci was not run in tests/browser (.ci/run does it)"
    return ""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """See `Desk`; site `blog`, people mira and ben."""
    if reason := _missing():
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = make_app(Config(home=tmp_path, port=port, rate=0))
    server = uvicorn.Server(
        uvicorn.Config(app, port=port, log_config=None, access_log=False, ws="none")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not server.started:
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.05)
    guard: Guard = app.state.guard
    # A busy machine is not a database that is down.
    guard.patience = 30.0
    with guard.store.transaction() as connection:
        sites.add(connection, "blog", now(), name="Blog", url="https://blog.example")
        for name, role in _PEOPLE.items():
            people.add(connection, name, PASSWORD, now(), site_id="blog", role=role)
    guard.refresh_now()
    yield Desk(f"http://127.0.0.1:{port}", guard)
    server.should_exit = True
    thread.join(30)
