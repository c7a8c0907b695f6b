"""Targets that are whole URLs, with both of uvicorn's parsers and a real socket."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn

from commentguard.api.akismet.absolute_form import AbsoluteForm


class Seen:
    """An application that remembers what it was asked."""

    def __init__(self) -> None:
        self.path, self.host = "", ""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        self.path = scope["path"]
        self.host = next(v.decode() for n, v in scope["headers"] if n == b"host")
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"ok"})


def ask(path: str, host: str = "sent.example") -> Seen:
    seen = Seen()

    async def nothing(*_: Any) -> Any:
        return None

    scope = {"type": "http", "path": path, "headers": [(b"host", host.encode())]}
    asyncio.run(AbsoluteForm(seen)(scope, nothing, nothing))
    return seen


@pytest.mark.parametrize(
    ("target", "path", "host"),
    [
        ("/1.1/test", "/1.1/test", "sent.example"),
        ("http://rest.akismet.com/1.1/test", "/1.1/test", "rest.akismet.com"),
        ("HTTPS://u:p@x.example:99/1.1/test", "/1.1/test", "x.example:99"),
        ("http://x.example", "/", "x.example"),
        ("http://x.example//v1/score", "//v1/score", "x.example"),
        ("ftp://x.example/1.1/test", "ftp://x.example/1.1/test", "sent.example"),
        ("*", "*", "sent.example"),
    ],
)
def test_a_target_becomes_a_path(target: str, path: str, host: str) -> None:
    seen = ask(target)
    assert (seen.path, seen.host) == (path, host)


@contextmanager
def listening(app: Any, parser: str) -> Iterator[int]:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, http=parser, log_level="error", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
        thread.start()
        try:
            while not server.started:
                time.sleep(0.01)
            yield sock.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


@pytest.mark.parametrize("parser", ["h11", "httptools"])
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_on_the_wire(parser: str, version: str) -> None:
    seen = Seen()
    asked = (
        f"POST http://rest.akismet.com/1.1/comment-check HTTP/{version}\r\n"
        "Host: rest.akismet.com\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    )
    with (
        listening(AbsoluteForm(seen), parser) as port,
        socket.create_connection(("127.0.0.1", port), 5) as wire,
    ):
        wire.sendall(asked.encode())
        answer = b""
        while piece := wire.recv(4096):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 200")
    assert seen.path == "/1.1/comment-check"
