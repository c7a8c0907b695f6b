"""What every comment asks is compiled once, answers alike on both databases, and ends early."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, bindparam, literal, select
from sqlalchemy.exc import SQLAlchemyError

from commentguard.storage import arrival, campaigns, duplicates, idempotency, posts
from commentguard.storage.listed import ALLOWED, DENIED
from commentguard.storage.prepared import Prepared
from commentguard.storage.store import Store
from commentguard.storage.tables import sites


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    store = Store.open(database_url)
    yield store
    store.close()


_ASKED: dict[str, Callable[[Connection], Any]] = {
    "arrival": lambda c: arrival.ask(c, "blog", 1, 2, (3, 4, 5, 6), "https://blog.example/", 7),
    "known": lambda c: duplicates.look_up(c, "blog", 2, (3, 4, 5, 6)),
    "contacts": lambda c: duplicates.contact_count(c, (1, 2, 3)),
    "campaign of the same": lambda c: campaigns.of_exact(c, "blog", 2),
    "campaign of the like": lambda c: campaigns.near(c, "blog", (3, 4, 5, 6)),
    "allow-list": lambda c: ALLOWED.candidates(c, "blog", 1, 2),
    "deny-list": lambda c: DENIED.candidates(c, "blog", 1, 2),
    "token": lambda c: idempotency.lookup(c, "key", "token"),
    "post": lambda c: posts.by_id(c, "0123456789abcdef"),
}


def test_parameters_are_taken_by_name_and_constants_stay(store: Store) -> None:
    query = Prepared(
        select(literal(7), bindparam("late", type_=sites.c.id.type), bindparam("early", 3)).where(
            bindparam("early", 3) == bindparam("late_too", 0)
        )
    )
    with store.engine.connect() as connection:
        for number in (3, 4):
            values = {"late": "x", "early": number, "late_too": number}
            assert query.rows(connection, values)[0] == (7, "x", number)
            assert query.value(connection, values) == 7
        assert query.value(connection, {"late": "x", "early": 1, "late_too": 2}) is None


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Store]:
    """SQLite, whose plans do not depend on what is stored, as those of PostgreSQL do."""
    store = Store.open(f"sqlite:///{tmp_path / 'plans.db'}")
    yield store
    store.close()


@pytest.mark.parametrize("name", _ASKED)
def test_no_look_up_on_arrival_reads_or_sorts_all_that_is_stored(
    name: str, embedded: Store
) -> None:
    asked: list[str] = []
    # Without a transaction: its BEGIN has no plan.
    with embedded.engine.connect().execution_options(plain=True) as connection:
        driver: Any = connection.connection.dbapi_connection
        driver.set_trace_callback(asked.append)
        _ASKED[name](connection)
        driver.set_trace_callback(None)
        assert asked
        for text in asked:
            plan = [row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {text}")]
            assert any("USING" in line for line in plan)
            for line in plan:
                # A SCAN is of a bounded subquery; sorting is of what one of those gave.
                assert re.fullmatch(r"SCAN (anon_\d+|CONSTANT ROW)", line) or "SCAN" not in line, (
                    plan
                )
                assert "ORDER BY" not in line, plan


def test_a_database_that_fails_says_so_as_for_any_other_statement(store: Store) -> None:
    query = Prepared(select(sites.c.id))
    with store.transaction() as connection:
        connection.exec_driver_sql("ALTER TABLE sites RENAME TO elsewhere")
    with store.engine.connect() as connection, pytest.raises(SQLAlchemyError):
        query.rows(connection, {})
