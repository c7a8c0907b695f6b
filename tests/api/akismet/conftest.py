"""A running application that knows the key of the recordings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import httpx2
import pytest
from starlette.testclient import TestClient
from tests.api.akismet.recorded import KEY, Call

from commentguard.server.config import Config
from commentguard.service.guard import Guard
from commentguard.storage.clock import now
from commentguard.storage.corrections import Correction, of_site
from commentguard.storage.sites import Key, add_key
from commentguard.testing.serving import Served, served

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Face:
    """The Akismet face of a server: calls by name, and what the service then knows."""

    server: Served

    @property
    def client(self) -> TestClient:
        return self.server.client

    @property
    def guard(self) -> Guard:
        return self.server.guard

    def call(self, name: str, /, **fields: str) -> httpx2.Response:
        """An ordinary call with the key in the form."""
        form = {"api_key": KEY, "blog": "https://blog.example", "user_ip": "203.0.113.9"} | fields
        return self.client.post(f"/1.1/{name}", content=urlencode(form), headers=FORM)

    def replay(self, call: Call) -> httpx2.Response:
        """A recorded request, with its own headers and bytes."""
        skipped = ("connection", "content-length", "accept-encoding", "te")
        headers = [(n, v) for n, v in call.headers if n.lower() not in skipped]
        query = f"?{call.query}" if call.query else ""
        return self.client.request(
            call.method, call.path + query, content=call.body, headers=headers
        )

    def stored(self) -> int:
        with self.guard.store.engine.connect() as connection:
            count: int = connection.exec_driver_sql("SELECT count(*) FROM comments").scalar_one()
            return count

    def corrections(self) -> list[Correction]:
        with self.guard.store.engine.connect() as connection:
            return list(of_site(connection, "blog"))


@contextmanager
def face_at(home: Path, rate: float = 0.0, burst: int = 1) -> Iterator[Face]:
    with served(Config(home=home, rate=rate, burst=burst)) as server:
        with server.guard.store.transaction() as connection:
            digest = server.guard.secret.digest(KEY)
            scopes = frozenset({"score", "feedback"})
            add_key(connection, Key("rec0rded", "blog", "akismet", digest, scopes, "", now()))
        server.guard.refresh_now()
        yield Face(server)


@pytest.fixture
def face(tmp_path: Path) -> Iterator[Face]:
    """A server of one's own for one test."""
    with face_at(tmp_path) as face:
        yield face


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Face]:
    """One server for the tests of a module that leave nothing behind for each other."""
    with face_at(tmp_path_factory.mktemp("home")) as face:
        yield face
