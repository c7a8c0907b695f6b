"""Downloads against a local server: whole, broken off, resumed, of another edition, refused."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from commentguard.errors import DataError
from commentguard.training.download import download

BODY = bytes(range(256)) * 2000
SUM = hashlib.sha256(BODY).hexdigest()


class Server(BaseHTTPRequestHandler):
    """Serves `BODY` at every path; the path says how: ``/range``, ``/plain``, ``/breaks`` …"""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        wanted = self.headers.get("Range", "")
        self.asked.append(f"{self.path} {wanted}".strip())
        start = int(wanted[6:-1]) if wanted else 0
        if self.path == "/missing":
            self.send_error(404)
        elif wanted and self.path != "/plain" and start >= len(BODY):
            self.send_error(416)
        elif wanted and self.path == "/liar":
            self.answer(206, BODY[7:], f"bytes 7-{len(BODY) - 1}/{len(BODY)}")
        elif wanted and self.path != "/plain":
            self.answer(206, BODY[start:], f"bytes {start}-{len(BODY) - 1}/{len(BODY)}")
        elif self.path == "/breaks":
            self.answer(200, BODY[: len(BODY) // 2], length=len(BODY))
        else:
            self.answer(200, BODY)

    def answer(self, status: int, body: bytes, span: str = "", length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        if span:
            self.send_header("Content-Range", span)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - inherited
        """Say nothing on standard error."""


@pytest.fixture
def address() -> Iterator[str]:
    Server.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_comes_whole_with_its_progress(address: str, tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    target = download(
        f"{address}/range", tmp_path / "a" / "data.csv", SUM, lambda *p: told.append(p)
    )
    assert target.read_bytes() == BODY
    assert names(target.parent) == ["data.csv"]
    assert told[-1] == (len(BODY), len(BODY))
    assert [have for have, _ in told] == sorted(have for have, _ in told)
    download(f"{address}/range", target, SUM)
    assert len(Server.asked) == 1


def test_what_broke_off_is_kept_and_resumed(address: str, tmp_path: Path) -> None:
    target = tmp_path / "data.csv"
    with pytest.raises(DataError, match="try again"):
        download(f"{address}/breaks", target, SUM)
    assert names(tmp_path) == ["data.csv.part"]
    half = len(BODY) // 2
    assert download(f"{address}/breaks", target, SUM).read_bytes() == BODY
    assert Server.asked == ["/breaks", f"/breaks bytes={half}-"]
    assert names(tmp_path) == ["data.csv"]


@pytest.mark.parametrize("path", ["/plain", "/liar", "/range"])
@pytest.mark.parametrize("part", [BODY[:1000], b"another edition", BODY, BODY + b"more"])
def test_whatever_lies_there_the_file_comes_right(
    address: str, tmp_path: Path, path: str, part: bytes
) -> None:
    """Servers without ranges, with wrong ranges; parts that are right, wrong, whole, too long."""
    (tmp_path / "data.csv.part").write_bytes(part)
    assert download(address + path, tmp_path / "data.csv", SUM).read_bytes() == BODY
    assert names(tmp_path) == ["data.csv"]


def test_a_wrong_file_is_not_kept(address: str, tmp_path: Path) -> None:
    target = tmp_path / "data.csv"
    with pytest.raises(DataError, match="SHA-256"):
        download(f"{address}/range", target, "0" * 64)
    assert names(tmp_path) == []


def test_a_wrong_file_that_is_there_is_replaced(address: str, tmp_path: Path) -> None:
    target = tmp_path / "data.csv"
    target.write_text("old")
    assert download(f"{address}/range", target, SUM).read_bytes() == BODY
    target.write_text("old")
    with pytest.raises(DataError):
        download(f"{address}/missing", target, SUM)
    assert target.read_text() == "old"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("file:///etc/passwd", "only http"),
        ("ftp://x/y", "only http"),
        ("http://127.0.0.1:1/x", "try again"),
    ],
)
def test_other_addresses_and_silent_ones_are_told(tmp_path: Path, url: str, said: str) -> None:
    with pytest.raises(DataError, match=re.escape(said)):
        download(url, tmp_path / "x")
    assert names(tmp_path) == []


def test_a_missing_file_is_told(address: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="404"):
        download(f"{address}/missing", tmp_path / "x")
