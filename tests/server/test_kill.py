"""`kill -9` under load: what was acknowledged is there, what is repeated is there once."""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import socket
import threading
import time
from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import select

from commentguard.service import keys, sites
from commentguard.service.secret import Secret
from commentguard.storage.clock import now
from commentguard.storage.store import Store
from commentguard.storage.tables import comments, verdicts
from commentguard.testing.process import Started, started

# A desk wants an answer in seconds; CI sets 50.
ROUNDS = int(os.environ.get("COMMENTGUARD_TEST_KILLS", "3"))
CALLERS = 6
TEXTS = (
    "Call us now on 01632 960 148 for a free quote. Serving Leeds, Bradford and Wakefield.",
    "I grew mine in a bucket last year and they did better than the ones in the bed.",
)


class Ledger:
    """What callers asked for, and what they were told."""

    def __init__(self) -> None:
        self.asked: dict[str, dict[str, str]] = {}
        self.told: dict[str, str] = {}
        self._lock = threading.Lock()
        self._count = 0

    def fresh(self) -> tuple[str, dict[str, str]]:
        with self._lock:
            self._count += 1
            token = f"c{self._count}"
            self.asked[token] = {"id": token, "text": TEXTS[self._count % 2]}
            return token, self.asked[token]

    def open_ones(self) -> list[str]:
        return [token for token in self.asked if token not in self.told]


def running(home: Path, url: str) -> AbstractContextManager[Started]:
    return started(home, settings={"database_url": url, "rate": "0", "log_level": "error"})


def post(connection: http.client.HTTPConnection, key: str, token: str, body: object) -> str | None:
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": token}
    connection.request("POST", "/v1/comments", json.dumps(body), headers)
    response = connection.getresponse()
    answer = json.loads(response.read())
    return str(answer["id"]) if response.status == 201 else None


def call(port: int, key: str, ledger: Ledger) -> None:
    """Ask until the server dies."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        while True:
            token, body = ledger.fresh()
            told = post(connection, key, token, body)
            if told is not None:
                ledger.told[token] = told
    except (OSError, http.client.HTTPException, ValueError):
        return
    finally:
        connection.close()


def test_nothing_acknowledged_is_lost_and_nothing_is_stored_twice(
    database_url: str, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    secret, store = Secret.open(home), Store.open(database_url)
    with store.transaction() as connection:
        sites.add(connection, "blog", now())
        key = keys.create(connection, secret, "blog", now())[1]
    ledger, chance = Ledger(), random.Random(ROUNDS)
    survived = 0
    for _ in range(ROUNDS):
        with running(home, database_url) as server:
            repeat(server.port, key, ledger)
            callers = [
                threading.Thread(target=call, args=(server.port, key, ledger))
                for _ in range(CALLERS)
            ]
            for caller in callers:
                caller.start()
            time.sleep(chance.uniform(0.02, 0.5))
            server.process.send_signal(signal.SIGKILL)
            for caller in callers:
                caller.join()
            survived = len(ledger.told)
    assert survived >= ROUNDS, "the server was killed before it said anything: nothing was tried"
    with running(home, database_url) as server:
        repeat(server.port, key, ledger)
        assert server.stops()
    with store.engine.connect() as connection:
        stored = list(connection.execute(select(comments.c.client_id, comments.c.id)))
        judged = list(connection.scalars(select(verdicts.c.comment_id)))
        if store.engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    store.close()
    assert ledger.open_ones() == []
    assert dict(stored) == ledger.told
    assert len(stored) == len(ledger.told)
    assert sorted(judged) == sorted(ledger.told.values())


def test_a_stop_finishes_what_was_accepted(tmp_path: Path) -> None:
    """`SIGTERM` under load: every request that was sent whole is answered, and kept."""
    home, url = tmp_path / "home", f"sqlite:///{tmp_path / 'stop.db'}"
    secret, store = Secret.open(home), Store.open(url)
    with store.transaction() as connection:
        sites.add(connection, "blog", now())
        key = keys.create(connection, secret, "blog", now())[1]
    ledger = Ledger()
    with running(home, url) as server:
        lines = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(24)]
        for line in lines:
            _, body = ledger.fresh()
            said = json.dumps(body).encode()
            line.sendall(
                f"POST /v1/comments HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n"
                f"Content-Length: {len(said)}\r\n\r\n".encode()
                + said
            )
        # The first answer shows that the server is at work on them.
        told = {hear(lines[0])}
        server.process.send_signal(signal.SIGTERM)
        told |= {hear(line) for line in lines[1:]}
        assert server.process.wait(15) in (0, -signal.SIGTERM, 128 + signal.SIGTERM)
    # A connection that was not yet accepted is closed without an answer, and may try elsewhere.
    told.discard("")
    with store.engine.connect() as connection:
        stored = set(connection.scalars(select(comments.c.id)))
    store.close()
    assert told
    assert told <= stored


def hear(line: socket.socket) -> str:
    """The id that is acknowledged on a connection, or nothing if it is closed unanswered."""
    with line:
        response = http.client.HTTPResponse(line)
        try:
            response.begin()
        except (http.client.RemoteDisconnected, ConnectionResetError):
            return ""
        assert response.status == 201
        return str(json.loads(response.read())["id"])


def repeat(port: int, key: str, ledger: Ledger) -> None:
    """Ask again for everything that was not acknowledged, as a client does that holds and retries."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    for token in ledger.open_ones():
        told = post(connection, key, token, ledger.asked[token])
        assert told is not None
        ledger.told[token] = told
    connection.close()
