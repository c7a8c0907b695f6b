"""A running application for the tests of the desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from commentguard.demo.fill import fill
from commentguard.server.config import Config
from commentguard.testing.serving import Served, served


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for a module, without a limit on requests."""
    with served(Config(home=tmp_path_factory.mktemp("home"), rate=0)) as server:
        yield server


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with the fictional site on it."""
    home = tmp_path_factory.mktemp("demo")
    with served(
        Config(home=home, rate=0, keep_published_days=3650, keep_unpublished_days=3650)
    ) as server:
        fill(server.guard)
        yield server
