"""What most tests need: a document from a text, the default scorer, the corpora folder."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from shutil import copyfile

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import make_url

from commentguard import load
from commentguard.comment import Comment
from commentguard.scoring.scorer import Scorer
from commentguard.service import passwords, sites
from commentguard.service.guard import Guard
from commentguard.storage.clock import now
from commentguard.storage.engine import connect, is_sqlite
from commentguard.storage.migrate import upgrade
from commentguard.storage.store import Store
from commentguard.text.document import Document

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True, scope="session")
def shipped_hasher() -> Iterator[PasswordHasher]:
    """What hashes passwords on a server. Tests, of which hundreds sign in, do it for a thousandth of that."""
    shipped = passwords._HASHER
    with pytest.MonkeyPatch.context() as patch:
        quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(passwords, "_HASHER", quick)
        yield shipped


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


@pytest.fixture(autouse=True, scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Where a store opens a file that is not there, only the first is made; all others are copies of it.

    To make one takes a tenth of a second, and hundreds of tests want one.
    """
    path = tmp_path_factory.mktemp("made") / "made.db"

    def copied(engine: Engine) -> None:
        if is_sqlite(engine) and (at := Path(engine.url.database or "")).parent.is_dir():
            if not path.exists():
                first = connect(f"sqlite:///{path}")
                upgrade(first)
                first.dispose()
            if not at.exists():
                copyfile(path, at)
        upgrade(engine)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("commentguard.storage.store.upgrade", copied)
        yield


@pytest.fixture(scope="session")
def made_database() -> Iterator[str]:
    """The same on the PostgreSQL server, by name, where it takes half a second."""
    with _database() as name:
        Store.open(_at(name)).close()
        yield name


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of each kind, dropped afterwards: empty, but for those who ask for a `guard` or `store`, where its tables are made.

    PostgreSQL needs `COMMENTGUARD_TEST_POSTGRES`, the URL of a server on which databases may be
    made. Without it those tests are skipped at a desk; `CI` turns the skip into a failure.
    """
    made = not {"guard", "store"}.isdisjoint(request.fixturenames)
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'test.db'}"
        if made:
            Store.open(url).close()
        yield url
        return
    if not _server():
        if os.environ.get("CI"):
            pytest.fail("COMMENTGUARD_TEST_POSTGRES is not set")
        pytest.skip("no PostgreSQL server here (COMMENTGUARD_TEST_POSTGRES)")
    template = request.getfixturevalue("made_database") if made else "template1"
    with _database(template) as name:
        yield _at(name)


@pytest.fixture
def guard(database_url: str, tmp_path: Path) -> Iterator[Guard]:
    """An open service with two sites, `blog` and `other`, on each kind of database."""
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


def _server() -> str:
    return os.environ.get("COMMENTGUARD_TEST_POSTGRES", "")


def _at(database: str) -> str:
    return make_url(_server()).set(database=database).render_as_string(hide_password=False)


@contextmanager
def _database(template: str = "template1") -> Iterator[str]:
    """A copy of `template` on the PostgreSQL server, by name."""
    name = f"commentguard_{secrets.token_hex(6)}"
    url = make_url(_server()).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield name
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()
