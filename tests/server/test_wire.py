"""The wire itself, against a real server: broken framing is refused and hurts nobody else."""

from __future__ import annotations

import json
import os
import socket
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from commentguard.testing.process import started

BODY = b'{"text": "hello there"}'
HEAD = b"POST /v1/score HTTP/1.1\r\nHost: localhost\r\n"
CASES: dict[str, bytes] = {
    "no length": HEAD + b"\r\n" + BODY,
    "short length": HEAD + b"Content-Length: 3\r\n\r\n" + BODY,
    "two lengths": HEAD + b"Content-Length: 3\r\nContent-Length: 23\r\n\r\n" + BODY,
    "length and chunks": HEAD
    + b"Content-Length: 23\r\nTransfer-Encoding: chunked\r\n\r\n17\r\n" + BODY + b"\r\n0\r\n\r\n",
    "negative length": HEAD + b"Content-Length: -1\r\n\r\n" + BODY,
    "odd length": HEAD + b"Content-Length: 0x17\r\n\r\n" + BODY,
    "wrong chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + BODY + b"\r\n0\r\n\r\n",
    "short chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\n" + BODY + b"\r\n0\r\n\r\n",
    "gzip": HEAD + b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\x00",
    "old": b"GET /livez\r\n",
    "no version": b"POST /v1/score\r\n\r\n",
    "nonsense": os.urandom(300),
    "tls": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "huge header": HEAD + b"X-A: " + b"a" * 200_000 + b"\r\n\r\n",
    "many headers": HEAD + b"".join(b"X-%d: a\r\n" % k for k in range(5_000)) + b"\r\n",
    "bad header": HEAD + b"X A: b\r\nContent-Length: 23\r\n\r\n" + BODY,
    "folded": HEAD + b"X-A: b\r\n c\r\nContent-Length: 23\r\n\r\n" + BODY,
    "long target": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "asterisk": b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "absolute": b"GET http://localhost/livez HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "no host": b"POST /v1/score HTTP/1.1\r\nContent-Length: 23\r\n\r\n" + BODY,
    "two hosts": HEAD + b"Host: evil.example\r\nContent-Length: 23\r\n\r\n" + BODY,
    "connect": b"CONNECT localhost:443 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "expect": HEAD + b"Expect: 100-continue\r\nContent-Length: 23\r\n\r\n" + BODY,
    "pipelined": (HEAD + b"Content-Length: 23\r\n\r\n" + BODY) * 20,
    "websocket": b"GET /v1/score HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
    b"Connection: Upgrade\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    home = tmp_path_factory.mktemp("home")
    with started(home, "--local-open", settings={"log_level": "error"}) as server:
        yield server.port


def alive(port: int) -> bool:
    """Whether somebody else is served."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}/v1/score", BODY)
    return bool(json.load(urllib.request.urlopen(request, timeout=5))["action"] == "publish")


def say(port: int, said: bytes, wait: float = 0.7) -> bytes:
    """What the server answers before it hangs up, or within the time."""
    heard = b""
    with socket.create_connection(("127.0.0.1", port), timeout=wait) as line:
        try:
            line.sendall(said)
            while piece := line.recv(65536):
                heard += piece
        except OSError:
            pass
    return heard


@pytest.fixture(scope="module")
def answers(port: int) -> dict[str, bytes]:
    """What is heard of each case. All are sent at once, since a server may wait for the rest of any."""
    with ThreadPoolExecutor(len(CASES)) as senders:
        return dict(
            zip(CASES, senders.map(lambda said: say(port, said), CASES.values()), strict=True)
        )


@pytest.mark.parametrize("case", CASES)
def test_broken_framing_is_refused_and_hurts_nobody(
    port: int, answers: dict[str, bytes], case: str
) -> None:
    assert b"HTTP/1.1 5" not in answers[case]
    assert alive(port)


def test_pipelined_requests_are_all_answered(port: int) -> None:
    assert say(port, CASES["pipelined"], 2.0).count(b'"action":"publish"') == 20


def test_slow_bodies_do_not_hold_up_others(port: int) -> None:
    lines = [socket.create_connection(("127.0.0.1", port)) for _ in range(60)]
    try:
        for line in lines:
            line.sendall(HEAD + b"Content-Length: 1000\r\n\r\n{")
        assert alive(port), "served while they still send"
    finally:
        for line in lines:
            line.close()
    assert alive(port)
