"""A home of its own for commands."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from typer.main import get_command


@pytest.fixture(autouse=True, scope="session")
def one_tree_of_commands() -> Iterator[None]:
    """A program builds its commands once; Typer's runner does at every call, for longer than most of them run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("typer.testing._get_command", cache(get_command))
        yield


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMMENTGUARD_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("COMMENTGUARD_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"
