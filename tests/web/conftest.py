"""A running application for the tests of the desk."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from commentguard import load
from commentguard.demo.fill import fill
from commentguard.server.config import Config
from commentguard.service.guard import Guard
from commentguard.testing.serving import Served, served


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for a module, without a limit on requests."""
    with served(Config(home=tmp_path_factory.mktemp("home"), rate=0)) as server:
        yield server


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the fictional site, to be copied: its months take seconds to tell."""
    home = tmp_path_factory.mktemp("filled")
    guard = Guard.open(home, Config(home=home).database, load())
    guard.migrate()
    fill(guard)
    guard.close()
    return home


@pytest.fixture(scope="module")
def demo(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with the fictional site on it."""
    home = tmp_path_factory.mktemp("demo")
    copytree(filled, home, dirs_exist_ok=True)
    config = Config(home=home, rate=0, keep_published_days=3650, keep_unpublished_days=3650)
    with served(config) as server:
        assert server.guard.learner is not None
        # A server does so every few seconds.
        asyncio.run(server.guard.learner.refresh())
        yield server
