"""What most tests need: a document from a text, the default scorer, the corpora folder."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from commentguard import load
from commentguard.comment import Comment
from commentguard.scoring.scorer import Scorer
from commentguard.service import sites
from commentguard.service.guard import Guard
from commentguard.storage.clock import now
from commentguard.storage.store import Store
from commentguard.text.document import Document

ROOT = Path(__file__).parents[1]


@cache
def _scorer() -> Scorer:
    return load(ROOT / "models" / "default")


@pytest.fixture
def scorer() -> Scorer:
    """The default model; immutable, so one for all tests."""
    return _scorer()


@pytest.fixture
def document() -> Callable[..., Document]:
    """Builds a document: ``document("text", author="…")``."""

    def build(text: str, **fields: object) -> Document:
        return Document(Comment.from_mapping({"text": text, **fields}))

    return build


@pytest.fixture
def corpora() -> Path:
    """The public corpora; skips where they are not on this machine."""
    folder = Path(os.environ.get("COMMENTGUARD_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("public corpora are not here (COMMENTGUARD_DATA)")
    return folder


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind, dropped afterwards.

    PostgreSQL needs `COMMENTGUARD_TEST_POSTGRES`, the URL of a server on which databases may be
    made. Without it those tests are skipped at a desk; `CI` turns the skip into a failure.
    """
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    server = os.environ.get("COMMENTGUARD_TEST_POSTGRES", "")
    if not server:
        if os.environ.get("CI"):
            pytest.fail("COMMENTGUARD_TEST_POSTGRES is not set")
        pytest.skip("no PostgreSQL server here (COMMENTGUARD_TEST_POSTGRES)")
    name = f"commentguard_{secrets.token_hex(6)}"
    url = make_url(server)
    engine = create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
        yield url.set(database=name).render_as_string(hide_password=False)
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


@pytest.fixture
def guard(database_url: str, tmp_path: Path) -> Iterator[Guard]:
    """An open service with two sites, `blog` and `other`, on each kind of database."""
    # Made here: a process for it, as a server starts, would cost every test half a second.
    Store.open(database_url).close()
    guard = Guard.open(tmp_path / "home", database_url, _scorer())
    guard.migrate()
    # A busy machine is not a database that is down.
    guard.patience = 30.0
    with guard.store.transaction() as connection:
        sites.add(connection, "blog", now(), url="https://blog.example")
        sites.add(connection, "other", now())
    guard.refresh_now()
    yield guard
    guard.close()
