"""What is shipped for deployment: the proxy is run, the unit is judged, the rest is read."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from commentguard.server.config import Config
from commentguard.testing.process import await_answer, free_port, started

DEPLOY = Path(__file__).parents[1] / "deploy"


def tool(name: str) -> str:
    found = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin")
    if found:
        return found
    if os.environ.get("CI"):
        pytest.fail(f"{name} is not installed")
    pytest.skip(f"{name} is not installed here")


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
    with (
        started(folder / "home", port=inner, settings=settings),
        subprocess.Popen([nginx, "-c", str(folder / "nginx.conf"), "-p", str(folder)]) as proxy,
    ):
        await_answer(f"http://127.0.0.1:{outer}/livez", proxy)
        yield outer
        proxy.send_signal(signal.SIGTERM)
        proxy.wait(15)


def test_half_a_header_is_hung_up_on(proxied: int) -> None:
    begun = time.monotonic()
    with socket.create_connection(("127.0.0.1", proxied), timeout=15) as line:
        line.sendall(b"POST /v1/score HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        with contextlib.suppress(ConnectionResetError):
            assert b" 200 " not in line.recv(1000)
    assert time.monotonic() - begun < 10


def test_half_a_body_is_hung_up_on(proxied: int) -> None:
    begun = time.monotonic()
    with socket.create_connection(("127.0.0.1", proxied), timeout=15) as line:
        line.sendall(b"POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
        with contextlib.suppress(ConnectionResetError):
            assert b" 200 " not in line.recv(1000)
    assert time.monotonic() - begun < 10


def test_an_open_loopback_is_closed_to_the_proxy(proxied: int) -> None:
    """The proxy speaks from loopback for the whole world: its header is what tells."""
    request = urllib.request.Request(f"http://127.0.0.1:{proxied}/v1/score", b'{"text": "x"}')
    request.add_header("Host", "localhost")
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(request)


def test_metrics_are_not_for_the_world(proxied: int) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"http://127.0.0.1:{proxied}/metrics")


def test_the_unit_is_valid_and_hardened(tmp_path: Path) -> None:
    analyze = tool("systemd-analyze")
    unit = tmp_path / "commentguard.service"
    # The program itself is not installed where the unit expects it.
    text = (DEPLOY / "commentguard.service").read_text("utf-8")
    unit.write_text(text.replace("/opt/commentguard/bin/commentguard", "/bin/true"), "utf-8")
    checked = subprocess.run([analyze, "verify", unit], capture_output=True, text=True, check=False)
    assert "commentguard.service:" not in checked.stderr, checked.stderr
    judged = subprocess.run(
        [analyze, "security", "--offline=true", unit], capture_output=True, text=True, check=False
    )
    level = re.search(r"exposure level[^:]*: ([\d.]+)", judged.stdout)
    assert level
    assert float(level[1]) < 2.0


def test_containers_are_confined_and_speak_of_settings_that_exist() -> None:
    compose = (DEPLOY / "compose.yaml").read_text("utf-8")
    assert compose.count("read_only: true") == 2
    assert compose.count("cap_drop: [ALL]") == 2
    assert compose.count("no-new-privileges:true") == 2
    dockerfile = (DEPLOY / "Dockerfile").read_text("utf-8")
    assert re.search(r"^USER 10001$", dockerfile, re.MULTILINE)
    known = {f"COMMENTGUARD_{name.upper()}" for name in Config().to_mapping()}
    unit = (DEPLOY / "commentguard.service").read_text("utf-8")
    for text in (compose, dockerfile, unit):
        assert set(re.findall(r"COMMENTGUARD_[A-Z_]+", text)) <= known
    kept = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    for source in re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE):
        for name in source.split():
            assert (DEPLOY.parent / name).exists(), name
            assert f"!{name}" in kept, name
