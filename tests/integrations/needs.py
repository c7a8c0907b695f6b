"""What a machine must have for a test: skipped without it at a desk, a failure in CI.

`.ci/run` installs everything and sets `COMMENTGUARD_TEST_PLATFORMS`; at a desk these tests are run
by setting it, because starting a WordPress takes longer than the rest of a package's tests.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

_ASKED_FOR = "COMMENTGUARD_TEST_PLATFORMS"


def needs(*things: str | Path) -> None:
    """Skip unless the platforms are asked for and every program (a name) and file is there."""
    reason = "" if os.environ.get(_ASKED_FOR) else f"{_ASKED_FOR} is not set"
    for thing in things:
        there = thing.exists() if isinstance(thing, Path) else shutil.which(thing) is not None
        if not there:
            reason = reason or f"{thing} is not on this machine (.ci/run installs it)"
    if reason and os.environ.get("CI"):
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
