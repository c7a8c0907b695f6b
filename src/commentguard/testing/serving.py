"""A whole server inside a test: two sites, and a key for every occasion."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from fastapi import FastAPI
from starlette.testclient import TestClient

from commentguard.server.app import make_app
from commentguard.server.config import Config
from commentguard.service import keys, sites
from commentguard.service.guard import Guard
from commentguard.service.keys import Kind, Scope
from commentguard.service.secret import Secret
from commentguard.storage.clock import now
from commentguard.storage.store import Store

_SCOPES = {
    "usual": keys.USUAL,
    "score": frozenset({Scope.SCORE}),
    "feedback": frozenset({Scope.FEEDBACK}),
    "moderate": frozenset({Scope.MODERATE}),
    "admin": frozenset({Scope.ADMIN}),
}


@dataclass(frozen=True, slots=True)
class Served:
    """The application, a client on loopback, the service behind it, and keys by name.

    Keys `usual`, `score`, `feedback`, `moderate`, `admin` and `akismet` belong to the site
    `blog`, `other` to the site `other`; `revoked` works no more.
    """

    app: FastAPI
    client: TestClient
    guard: Guard
    keys: dict[str, str]

    def auth(self, name: str = "usual") -> dict[str, str]:
        """Headers that show a key."""
        return {"Authorization": f"Bearer {self.keys[name]}"}


@contextmanager
def served(config: Config) -> Iterator[Served]:
    """Serve with these settings; `config.home` must be a folder of the test's own."""
    # The application would make it in a process of its own, for half a second.
    Secret.open(config.folder)
    Store.open(config.database).close()
    app = make_app(config)
    # Bad input must come back as an answer, as it does from a real server.
    client = TestClient(
        app, base_url="http://localhost", raise_server_exceptions=False, client=("127.0.0.1", 1)
    )
    with client:
        guard: Guard = app.state.guard
        # A busy machine is not a database that is down.
        guard.patience = 30.0
        at = now()
        with guard.store.transaction() as connection:
            for site in ("blog", "other"):
                sites.add(connection, site, at, url=f"https://{site}.example")
            texts = {
                name: keys.create(connection, guard.secret, "blog", at, scopes=scopes)[1]
                for name, scopes in _SCOPES.items()
            }
            texts["other"] = keys.create(connection, guard.secret, "other", at)[1]
            texts["akismet"] = keys.create(connection, guard.secret, "blog", at, kind=Kind.AKISMET)[
                1
            ]
            gone, texts["revoked"] = keys.create(connection, guard.secret, "blog", at)
            keys.revoke(connection, gone.id, at)
        guard.refresh_now()
        yield Served(app, client, guard, texts)
