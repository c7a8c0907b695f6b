"""The migrations make the schema that the code describes, and refuse what they do not know."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from tests.storage.newer import newer_database

import commentguard.storage
from commentguard.errors import DataError
from commentguard.storage.engine import connect
from commentguard.storage.listed import ALLOWED, DENIED, Entry
from commentguard.storage.migrate import revision, revisions, upgrade
from commentguard.storage.tables import metadata


def test_an_empty_database_becomes_what_the_code_describes(database_url: str) -> None:
    engine = connect(database_url)
    upgrade(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_files_are_named_after_their_revisions() -> None:
    """The program compares names and loads Alembic only when there is something to do."""
    config = Config()
    folder = Path(str(commentguard.storage.__file__)).parent / "migrations"
    config.set_main_option("script_location", str(folder))
    scripts = ScriptDirectory.from_config(config)
    assert [s.revision for s in scripts.walk_revisions()][::-1] == revisions()


def test_a_second_upgrade_does_nothing(database_url: str) -> None:
    engine = connect(database_url)
    upgrade(engine)
    upgrade(engine)
    with engine.connect() as connection:
        assert revision(connection)
    engine.dispose()


def test_what_is_on_a_list_survives_labels_and_ranges(database_url: str) -> None:
    engine = connect(database_url)
    upgrade(engine, "0009")
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.exec_driver_sql(
            "INSERT INTO sites (id, name, url, lang, policy, created_at) "
            "VALUES ('blog', '', '', '', '{}', 0)"
        )
        connection.exec_driver_sql(
            "INSERT INTO allowed (site_id, kind, key, domain, added_at, suspended_by) VALUES "
            "('blog', 'email', 7, '', 5, NULL), ('blog', 'domain', 8, 'reader.example', 6, 3)"
        )
    upgrade(engine)
    with engine.connect() as connection:
        assert ALLOWED.of_site(connection, "blog") == [
            Entry(1, "blog", "email", 7, "", None, "", 5, None),
            Entry(2, "blog", "domain", 8, "reader.example", None, "", 6, 3),
        ]
        assert DENIED.of_site(connection, "blog") == []
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        for number in (3, 4):
            added = DENIED.add(
                connection, "blog", "ip", number, words="", prefix=None, label="", at=9
            )
            assert added == number
    engine.dispose()


def test_a_newer_database_is_refused(database_url: str) -> None:
    engine = newer_database(database_url)
    with pytest.raises(DataError, match="newer"):
        upgrade(engine)
    engine.dispose()


def test_sqlite_survives_a_power_cut_by_its_settings(tmp_path: object) -> None:
    engine = connect(f"sqlite:///{tmp_path}/x.db")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


@pytest.mark.parametrize("url", ["mysql://x/y", "nonsense", "sqlite"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(DataError):
        connect(url)
