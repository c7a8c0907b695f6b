"""The image, built once for all that is tried with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.deploy.engine import Engine, engine


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine that has the shipped image. Each worker of pytest-xdist would build its own."""
    with engine(tmp_path_factory.mktemp("engine")) as made:
        yield made
