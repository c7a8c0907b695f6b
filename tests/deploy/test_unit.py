"""The systemd unit, judged by systemd, and run by it in a container where it is the first process."""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.deploy.engine import ADD, IMAGE, Engine
from tests.deploy.tools import DEPLOY, tool

_SYSTEM = f"""{ADD} systemd dbus curl
COPY --from={IMAGE} /opt/commentguard /opt/commentguard
COPY commentguard.service /etc/systemd/system/
RUN systemctl enable commentguard
STOPSIGNAL SIGRTMIN+3
CMD ["/lib/systemd/systemd"]
"""


class Machine:
    """A machine that systemd has started, and our unit with it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        engine.build_other("localhost/system", _SYSTEM)
        # Systemd makes namespaces for its units, which containers may not.
        options = ("--detach", "--systemd", "always", "--privileged", "--network", "none")
        engine.podman("run", *options, "--name", "system", "localhost/system")

    def run(self, *command: str) -> str:
        return self._engine.podman("exec", "system", *command).strip()

    def ask(self, path: str, *more: str) -> str:
        """What the server answers; empty while it does not."""
        line = ("curl", "-s", "-m", "5", *more, f"http://127.0.0.1:8080{path}")
        return self.run("sh", "-c", '"$@" || true', "sh", *line)

    def told(self, name: str) -> str:
        return self.run("systemctl", "show", "commentguard", "--value", "--property", name)


@pytest.fixture(scope="module")
def machine(built: Engine) -> Iterator[Machine]:
    yield Machine(built)
    built.podman("rm", "--force", "--time", "5", "system")


def wait(machine: Machine, wanted: str) -> str:
    end = time.monotonic() + 60
    while wanted not in (said := machine.ask("/readyz")):
        if time.monotonic() > end or machine.told("Result") != "success":
            log = machine.run("journalctl", "--no-pager", "-n", "20", "-u", "commentguard")
            pytest.fail(f"the unit does not serve: {said}\n{log}")
        time.sleep(0.5)
    return said


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


def test_the_unit_serves_as_it_is_hardened(machine: Machine) -> None:
    """What is forbidden it must be able to do without; only running shows that."""
    assert json.loads(wait(machine, "default"))["storage"] == "up"
    said = machine.run("journalctl", "--no-pager", "-u", "commentguard")
    assert "may not be made executable" not in said, said
    # The line of the unit's own comment that makes a key.
    unit = (DEPLOY / "commentguard.service").read_text("utf-8")
    line = re.search(r"Keys: ((?:.*\\\n#)*.*)", unit)
    assert line
    key = machine.run(*line[1].replace("\\\n#", "").split())
    header = ("-H", f"Authorization: Bearer {key}", "-d", '{"text": "Lovely garden!"}')
    end = time.monotonic() + 20
    while not (kept := json.loads(machine.ask("/v1/comments", *header))).get("verdict"):
        assert time.monotonic() < end, kept
        time.sleep(0.5)
    where = "/var/lib/private/commentguard"
    assert machine.run("stat", "-c", "%a", where, f"{where}/secret").split() == ["700", "600"]
    status = machine.run("cat", f"/proc/{machine.told('MainPID')}/status")
    assert re.search(r"^CapBnd:\s+0+$", status, re.MULTILINE)
    assert re.search(r"^Seccomp:\s+2$", status, re.MULTILINE)
    assert not re.search(r"^Uid:\s+0", status, re.MULTILINE)


def test_it_restarts_after_a_kill_and_stops_when_told(machine: Machine) -> None:
    wait(machine, "default")
    first = machine.told("MainPID")
    machine.run("systemctl", "kill", "--signal", "SIGKILL", "commentguard")
    end = time.monotonic() + 30
    while machine.told("MainPID") in (first, "0") and time.monotonic() < end:
        time.sleep(0.2)
    wait(machine, '"storage":"up"')
    machine.run("systemctl", "stop", "commentguard")
    assert machine.told("ActiveState") == "inactive"
    assert machine.told("Result") == "success"
