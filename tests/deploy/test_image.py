"""The shipped image, built and run as the compose file runs it: confined, from first start to last."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import httpx
import pytest
from tests.deploy.engine import BASE, IMAGE, Engine
from typer.testing import CliRunner

from commentguard.cli.main import app
from commentguard.testing.process import free_port

CONFINED = (
    "--read-only", "--user", "10001:10001", "--cap-drop", "all", "--network", "own",
    "--security-opt", "no-new-privileges", "--tmpfs", "/tmp:size=16m,mode=1777",
)  # fmt: skip
ADVERT = "Call us now on 01632 960 148 for a free quote. Serving Leeds, Bradford and Wakefield."
# For trials of networks (RFC 2544): no machine has its own there, as it may have podman's default.
NETWORK = "198.18.31"
# Beside the base. Half of it is numpy with its linear algebra.
_MOST_ADDED_MB = 200


class Running:
    """A container with a volume that outlives it. Printed on a terminal, so that it shows its keys."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine, self.name, self.port = engine, name, free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.engine.podman(
            "run", "--detach", "--tty", "--name", self.name, *CONFINED,
            "--volume", f"{self.name}:/var/lib/commentguard", "--publish", f"127.0.0.1:{self.port}:8080", IMAGE,
        )  # fmt: skip
        self.await_ready()

    def await_ready(self) -> None:
        await_answer(f"{self.url}/readyz")

    def printed(self) -> str:
        return self.engine.podman("logs", self.name)

    def inside(self, *command: str, fails: bool = False) -> str:
        return self.engine.podman("exec", self.name, *command, fails=fails)


def await_answer(url: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if httpx.get(url).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    pytest.fail(f"nothing answers at {url}")


@pytest.fixture(scope="module")
def running(built: Engine) -> Iterator[Running]:
    built.podman("network", "create", "--subnet", f"{NETWORK}.0/24", "own")
    container = Running(built, "guard")
    container.start()
    yield container
    built.podman("rm", "--force", "--time", "5", container.name)


def keys(printed: str) -> list[str]:
    """The key for the native API and the one for WordPress, as the first start shows them."""
    return [
        found[1]
        for name in ("native API", "WordPress")
        if (found := re.search(rf"{name} +(\S+)", printed))
    ]


def test_it_shows_its_keys_once_and_they_work(running: Running) -> None:
    bearer, short = keys(running.printed())
    assert running.printed().count(bearer) == 1
    assert re.fullmatch("[0-9a-f]{12}", short)
    scored = httpx.post(
        f"{running.url}/v1/score", json={"text": ADVERT}, headers={"Authorization": f"Bearer {bearer}"}
    )  # fmt: skip
    assert scored.status_code == 200
    assert scored.json()["action"] != "publish"
    assert httpx.post(f"{running.url}/v1/score", json={"text": ADVERT}).status_code == 401
    assert httpx.get(f"{running.url}/livez").status_code == 200
    assert httpx.get(f"{running.url}/readyz").json()["status"] == "ok"


def test_the_doctor_finds_it_healthy(running: Running) -> None:
    short = keys(running.printed())[1]
    done = CliRunner().invoke(app, ["doctor", "--url", running.url, "--key", short])
    assert done.exit_code == 0, done.output
    assert "FAILED" not in done.output


def test_what_it_accepted_is_there_after_a_restart(running: Running) -> None:
    bearer = keys(running.printed())[0]
    headers = {"Authorization": f"Bearer {bearer}"}
    kept = httpx.post(f"{running.url}/v1/comments", json={"text": ADVERT}, headers=headers)
    assert kept.status_code == 201
    running.engine.podman("stop", "--time", "20", running.name)
    assert state(running) == "exited 0"
    running.engine.podman("start", running.name)
    running.await_ready()
    seen = httpx.get(f"{running.url}{kept.headers['location']}", headers=headers)
    assert seen.json()["verdict"] == kept.json()["verdict"]
    # Shown on the first start, and never again.
    assert running.printed().count("First start") == 1


def state(running: Running) -> str:
    form = "{{.State.Status}} {{.State.ExitCode}}"
    return running.engine.podman("inspect", "--format", form, running.name).strip()


def test_its_own_health_check_passes(running: Running) -> None:
    running.engine.podman("healthcheck", "run", running.name)


def test_it_can_write_where_its_data_is_and_nowhere_else(running: Running) -> None:
    running.inside("touch", "/var/lib/commentguard/here", "/tmp/here")
    for place in ("/opt/commentguard/here", "/here", "/etc/here", "/var/here"):
        assert "Read-only file system" in running.inside("touch", place, fails=True)
    assert running.inside("id", "-u").strip() == "10001"
    assert re.search(r"^CapBnd:\s+0+$", running.inside("cat", "/proc/1/status"), re.MULTILINE)
    # The secret and the database are nobody else's.
    assert running.inside("stat", "-c", "%a %u", "/var/lib/commentguard").split() == [
        "700",
        "10001",
    ]


def test_nothing_that_built_it_is_in_it(running: Running) -> None:
    for program in ("cc", "gcc", "make", "pip", "pip3", "uv", "git"):
        assert (
            running.inside("sh", "-c", f"command -v {program} || echo absent").strip() == "absent"
        )
    assert running.inside("ls", "/opt").split() == ["commentguard"]
    assert running.inside("sh", "-c", "ls -A /src /run/secrets /root 2>/dev/null || true") == ""
    installed = running.inside(
        "python",
        "-c",
        "import importlib.metadata as m; print(*(d.name for d in m.distributions()))",
    ).split()
    assert "commentguard" in installed
    for left in ("hatchling", "pip", "setuptools", "scikit-learn", "scipy", "pandas", "pytest"):
        assert left not in installed
    history = running.engine.podman("history", "--no-trunc", "--format", "{{.CreatedBy}}", IMAGE)
    assert "PIP_" not in history


def test_it_is_small(built: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    size, base = (
        int(built.podman("image", "inspect", "--format", "{{.Size}}", name)) / 1e6
        for name in (IMAGE, BASE)
    )
    with capsys.disabled():
        print(f"\nthe image: {size:.0f} MB, {base:.0f} of them the base")  # noqa: T201
    assert size - base < _MOST_ADDED_MB
