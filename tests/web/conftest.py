"""A running application for the tests of the desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from commentguard.server.config import Config
from commentguard.testing.serving import Served, served


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for a module, without a limit on requests."""
    with served(Config(home=tmp_path_factory.mktemp("home"), rate=0)) as server:
        yield server
