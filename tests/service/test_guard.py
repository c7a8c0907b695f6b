"""When the database counts as down: not because somebody searches for long."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DataError, OperationalError, ProgrammingError
from tests.service.desk import another, endless

from commentguard.service.guard import Guard, StorageDown, TooSlow
from commentguard.service.once import Replayed
from commentguard.service.receive import Received, receive


def test_a_slow_search_fails_alone_and_comments_are_stored(guard: Guard) -> None:
    """Longer than it may take, once for each thread there is, and one more."""
    site = guard.directory.sites["blog"]

    async def both() -> tuple[list[object], object]:
        guard.patience = 0.5
        searches = asyncio.gather(
            *(guard.search(endless) for _ in range(5)), return_exceptions=True
        )
        await asyncio.sleep(0.1)
        guard.patience = 30.0
        received = await receive(guard, site, another())
        return list(await searches), received

    failed, received = asyncio.run(both())
    assert {type(one) for one in failed} == {TooSlow}
    assert isinstance(received, Received)
    assert received.stored
    assert guard.storage_up()


def test_a_search_that_was_given_up_ends(guard: Guard) -> None:
    done = threading.Event()

    def job(connection: Connection) -> int:
        try:
            return endless(connection)
        finally:
            done.set()

    guard.patience = 0.2
    with pytest.raises(TooSlow):
        asyncio.run(guard.search(job))
    assert done.wait(10)


def test_a_search_finds_what_it_looks_for(guard: Guard) -> None:
    assert asyncio.run(guard.search(lambda c: c.exec_driver_sql("SELECT 7").scalar_one())) == 7


def test_a_database_that_does_not_answer_is_left_alone_for_a_while(guard: Guard) -> None:
    def broken(_connection: Connection) -> None:
        raise OperationalError("SELECT", {}, OSError("gone"))

    for ask in (guard.search, lambda job: guard.settle(guard.store.read(job))):
        guard._paused_until = 0.0
        assert guard.storage_up()
        with pytest.raises(StorageDown) as told:
            asyncio.run(ask(broken))
        assert not isinstance(told.value, TooSlow)
        assert not guard.storage_up()


@pytest.mark.parametrize("kind", [DataError, ProgrammingError])
def test_a_database_that_refuses_a_value_is_not_down(
    guard: Guard, kind: type[DataError] | type[ProgrammingError]
) -> None:
    def refused(_connection: Connection) -> None:
        raise kind("SELECT", {}, ValueError("NUL"))

    for ask in (guard.search, guard.glance, lambda job: guard.settle(guard.store.write(job))):
        with pytest.raises(StorageDown):
            asyncio.run(ask(refused))
        assert guard.storage_up()


def test_a_look_up_that_is_not_answered_in_time_is_a_database_that_is_down(guard: Guard) -> None:
    guard.patience = 0.05
    with pytest.raises(StorageDown):
        asyncio.run(guard.settle(guard.store.read(lambda _: time.sleep(0.3))))
    assert not guard.storage_up()


def test_comments_that_are_not_stored_in_time_are_judged_and_not_stored(guard: Guard) -> None:
    site = guard.directory.sites["blog"]
    free = threading.Event()

    async def work() -> list[Received | Replayed]:
        held = asyncio.ensure_future(guard.store.write(lambda _: free.wait(30)))
        await asyncio.sleep(0.1)
        guard.patience = 0.3
        found = await asyncio.gather(*(receive(guard, site, another()) for _ in range(3)))
        free.set()
        await held
        return list(found)

    found = asyncio.run(work())
    assert [isinstance(one, Received) and one.stored for one in found] == [False] * 3
    assert not guard.storage_up()
