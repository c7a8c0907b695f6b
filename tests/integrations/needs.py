"""What a machine must have for a test: skipped without it at a desk, a failure in CI."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest


def needs(*things: str | Path) -> None:
    """Skip unless every program (a name) and every file (a path) is there."""
    for thing in things:
        there = thing.exists() if isinstance(thing, Path) else shutil.which(thing) is not None
        if not there:
            reason = f"{thing} is not on this machine (.ci/run installs it)"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)
