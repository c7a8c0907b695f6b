"""The proxy configuration, run in front of a server."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from tests.deploy.tools import DEPLOY, tool
from tests.web.desk import PASSWORD

from commentguard.server.config import Config
from commentguard.service import people
from commentguard.service.people import Role
from commentguard.storage.clock import now
from commentguard.storage.store import Store
from commentguard.testing.process import await_answer, free_port, started


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A server behind the shipped proxy; the proxy's port."""
    nginx, folder = tool("nginx"), tmp_path_factory.mktemp("proxy")
    inner, outer = free_port(), free_port()
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    text = text.replace("commentguard:8080", f"127.0.0.1:{inner}").replace("/tmp/", f"{folder}/")
    text = text.replace("listen 8080", f"listen 127.0.0.1:{outer}")
    # Workers of an unprivileged account could not write into a folder of ours.
    text = "daemon off;\n" + ("user root;\n" if os.getuid() == 0 else "") + text
    (folder / "nginx.conf").write_text(text, "utf-8")
    settings = {"log_level": "error", "trusted_proxies": "127.0.0.1", "local_open": "1"}
    home = folder / "home"
    home.mkdir()
    with (
        contextlib.closing(Store.open(Config(home=home).database)) as store,
        store.transaction() as connection,
    ):
        people.add(connection, "mira", PASSWORD, now(), site_id="*", role=Role.ADMIN)
    with (
        started(home, port=inner, settings=settings),
        subprocess.Popen([nginx, "-c", str(folder / "nginx.conf"), "-p", str(folder)]) as proxy,
    ):
        await_answer(f"http://127.0.0.1:{outer}/livez", proxy)
        yield outer
        proxy.send_signal(signal.SIGTERM)
        proxy.wait(15)


@pytest.mark.parametrize(
    "half",
    [b"X-Slow: ", b"Content-Length: 100\r\n\r\n{"],
    ids=["header", "body"],
)
def test_half_a_request_is_hung_up_on(proxied: int, half: bytes) -> None:
    with socket.create_connection(("127.0.0.1", proxied), timeout=10) as line:
        line.sendall(b"POST /v1/score HTTP/1.1\r\nHost: localhost\r\n" + half)
        with contextlib.suppress(ConnectionResetError):
            assert b" 200 " not in line.recv(1000)


def test_an_open_loopback_is_closed_to_the_proxy(proxied: int) -> None:
    """The proxy speaks from loopback for the whole world: its header is what tells."""
    request = urllib.request.Request(f"http://127.0.0.1:{proxied}/v1/score", b'{"text": "x"}')
    request.add_header("Host", "localhost")
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(request)


def test_metrics_are_not_for_the_world(proxied: int) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"http://127.0.0.1:{proxied}/metrics")


def test_what_a_caller_claims_of_encryption_is_replaced(proxied: int) -> None:
    """A cookie that only TLS carries would not come back here."""
    headers = {
        "Host": "localhost", "X-Forwarded-Proto": "https",
        "Content-Type": "application/x-www-form-urlencoded",
    }  # fmt: skip
    form = urlencode({"name": "mira", "password": PASSWORD})
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", proxied, timeout=60)) as line:
        line.request("POST", "/desk/login", form, headers)
        answer = line.getresponse()
        assert answer.status == 303
        assert "secure" not in (answer.getheader("set-cookie") or "secure").lower()
