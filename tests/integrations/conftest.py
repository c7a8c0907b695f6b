"""Servers for the tests of integrations, one for a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.integrations.guard_server import GuardServer


@pytest.fixture(scope="module")
def guard_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GuardServer]:
    """A running CommentGuard server."""
    server = GuardServer(tmp_path_factory.mktemp("guard"))
    yield server
    server.stop()
