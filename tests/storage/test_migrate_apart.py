"""Migrations in a process of their own: done, told when they fail, and never half done."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from tests.storage.newer import newer_database

from commentguard.errors import DataError
from commentguard.storage import migrate_apart
from commentguard.storage.engine import connect
from commentguard.storage.migrate import revision, revisions, upgrade
from commentguard.storage.migrate_apart import MigrationError, made_meanwhile, upgrade_apart


def at(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return revision(connection)


def test_it_leaves_the_schema_and_nothing_of_alembic(database_url: str) -> None:
    """In a fresh interpreter, since this one has long loaded it."""
    code = (
        "import sys; from commentguard.storage.engine import connect; "
        "from commentguard.storage.migrate_apart import upgrade_apart; "
        "upgrade_apart(connect(sys.argv[1])); "
        "print(*sorted({'alembic', 'mako'} & {m.partition('.')[0] for m in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, database_url], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr
    engine = connect(database_url)
    assert at(engine) == revisions()[-1]
    engine.dispose()


def test_an_older_database_is_brought_on(database_url: str) -> None:
    engine = connect(database_url)
    upgrade(engine, revisions()[2])
    upgrade_apart(engine)
    assert at(engine) == revisions()[-1]
    engine.dispose()


def test_one_that_is_current_needs_no_process(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = connect(database_url)
    upgrade(engine)
    monkeypatch.setattr(migrate_apart, "_begun", None)
    upgrade_apart(engine)
    with made_meanwhile(database_url):
        pass
    engine.dispose()


def test_a_newer_database_is_refused(database_url: str) -> None:
    engine = newer_database(database_url)
    with pytest.raises(DataError, match="9999 is newer"):
        upgrade_apart(engine)
    engine.dispose()


def test_what_fails_is_told_and_undone(database_url: str) -> None:
    """A table that a later migration wants to make is there already."""
    engine = connect(database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE corrections (mine INTEGER)")
    with pytest.raises(MigrationError, match=r"Error .*corrections.*exists.*exit status 1"):
        upgrade_apart(engine)
    with engine.connect() as connection:
        assert revision(connection) is None
        assert connection.exec_driver_sql("SELECT count(mine) FROM corrections").scalar() == 0
        names = connection.dialect.get_table_names(connection)
    assert names == ["corrections"]
    engine.dispose()


def test_the_process_tells_a_refusal_in_its_first_line(database_url: str) -> None:
    """The database becomes a newer one between the look and the migration."""
    engine = newer_database(database_url)
    with migrate_apart._begun(engine) as process:
        said = process.communicate()[0]
    assert said.partition("\n")[0] == "DataError"
    assert "9999 is newer" in said
    assert process.returncode == 1
    engine.dispose()


def test_a_database_that_is_down_is_down_as_ever(tmp_path: Path) -> None:
    with pytest.raises(OperationalError):
        upgrade_apart(connect("postgresql://nobody@127.0.0.1:1/none"))
    missing = f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.db'}"
    with pytest.raises(SQLAlchemyError):
        upgrade_apart(connect(missing))
    # What cannot be made meanwhile keeps nobody from going on.
    with made_meanwhile(missing):
        pass


def test_an_empty_one_is_made_meanwhile_and_another_waits(database_url: str) -> None:
    engine = connect(database_url)
    with made_meanwhile(database_url):
        pass
    assert at(engine) == revisions()[-1]
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    with made_meanwhile(database_url):
        pass
    assert at(engine) == "0001"
    engine.dispose()


def test_several_starting_together_migrate_once(database_url: str) -> None:
    engine = connect(database_url)
    failed: list[BaseException] = []

    def start() -> None:
        try:
            upgrade_apart(engine)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert at(engine) == revisions()[-1]
    engine.dispose()


def test_killed_at_any_moment_it_is_done_or_not_begun(database_url: str) -> None:
    engine, chance = connect(database_url), random.Random(7)
    for _ in range(4):
        with migrate_apart._begun(engine) as process:
            time.sleep(chance.uniform(0.2, 0.7))
            process.send_signal(signal.SIGKILL)
        assert at(engine) in (None, revisions()[-1])
    upgrade_apart(engine)
    assert at(engine) == revisions()[-1]
    engine.dispose()
