"""Django and Isso, with our file on their path, against a running server."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.integrations.guard_server import GuardServer
from tests.integrations.needs import needs

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / "build" / "platforms" / "bin" / "python"
ADVERT = "Call us now on 01632 960 148 for a free quote. Serving Leeds, Bradford and Wakefield."
READER = "Thanks, the tip about cold frames saved my tomatoes this spring."


@pytest.fixture
def platforms() -> None:
    """Asked for first, so that no server is started for nothing."""
    needs(PYTHON)


def play(name: str, server: GuardServer) -> dict[str, Any]:
    done = subprocess.run(
        [PYTHON, ROOT / "tests" / "integrations" / name / "scenario.py", server.url, server.key,
         f"{ADVERT} ({name})", f"{READER} ({name})"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT / "integrations" / name, ROOT)))},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert found.pop("patience") == [2], "a silent server costs the visitor two seconds"
    return found


def test_django(platforms: None, guard_server: GuardServer) -> None:
    before = len(guard_server.corrections())
    assert play("django", guard_server) == {
        "advert": False, "reader": True, "advert_again": True,
        "refused": False, "wrong_key": False, "silent": False,
    }  # fmt: skip
    said = guard_server.corrections()[before:]
    assert [(c.label, c.kind) for c in said] == [("ham", "false_positive"), ("spam", "miss")]
    assert {c.note for c in said} == {"reported by anna"}


def test_isso(platforms: None, guard_server: GuardServer) -> None:
    held, public = 2, 1
    before = len(guard_server.corrections())
    assert play("isso", guard_server) == {
        "advert": held, "reader": public, "advert_again": public,
        "refused": held, "wrong_key": held, "silent": held,
    }  # fmt: skip
    said = guard_server.corrections()[before:]
    assert [(c.label, c.kind) for c in said] == [("ham", "false_positive")]
