"""Group commit: everybody gets an answer, and nobody pays for somebody else's mistake."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, event, func, insert, select
from sqlalchemy.exc import IntegrityError

from commentguard.storage.lane import LaneClosed
from commentguard.storage.store import Store
from commentguard.storage.tables import facts


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    store = Store.open(database_url)
    yield store
    store.close()


def names(store: Store) -> set[str]:
    with store.engine.connect() as connection:
        return set(connection.scalars(select(facts.c.name)))


def test_many_requests_share_few_commits(store: Store) -> None:
    commits = 0

    def count(_connection: Connection) -> None:
        nonlocal commits
        commits += 1

    async def work() -> None:
        await asyncio.gather(
            *(store.append({facts: [{"name": str(k), "value": k}]}) for k in range(300))
        )

    event.listen(store.engine, "commit", count)
    asyncio.run(work())
    assert len(names(store)) == 300
    assert commits < 100


def test_what_is_asked_for_in_one_turn_is_one_commit(store: Store) -> None:
    commits: list[Connection] = []

    async def one(name: str) -> None:
        # Lets the other thread run, as whatever asks the system does.
        time.sleep(0.001)
        await store.append({facts: [{"name": name, "value": 1}]})

    async def work() -> None:
        for turn in range(5):
            await asyncio.gather(*(one(f"{turn} {k}") for k in range(16)))

    event.listen(store.engine, "commit", commits.append)
    asyncio.run(work())
    assert len(names(store)) == 80
    assert len(commits) == 5


def test_one_bad_row_fails_alone(store: Store) -> None:
    async def work() -> list[BaseException | None]:
        return await asyncio.gather(
            *(store.append({facts: [{"name": str(k % 50), "value": 1}]}) for k in range(51)),
            return_exceptions=True,
        )

    answers = asyncio.run(work())
    assert len(names(store)) == 50
    assert sum(isinstance(answer, IntegrityError) for answer in answers) == 1
    assert sum(answer is None for answer in answers) == 50


def test_a_failed_write_leaves_nothing(store: Store) -> None:
    def half(connection: Connection) -> None:
        connection.execute(insert(facts).values(name="half", value=1))
        raise ValueError("the other half is missing")

    async def work() -> None:
        with pytest.raises(ValueError, match="other half"):
            await store.write(half)

    asyncio.run(work())
    assert names(store) == set()


def test_rows_and_functions_keep_their_order(store: Store) -> None:
    def counted(connection: Connection) -> int:
        return connection.scalar(select(func.count()).select_from(facts)) or 0

    async def work() -> tuple[None, int, None, int]:
        return await asyncio.gather(
            store.append({facts: [{"name": "a", "value": 1}]}),
            store.write(counted),
            store.append({facts: [{"name": "b", "value": 1}]}),
            store.write(counted),
        )

    assert list(asyncio.run(work())) == [None, 1, None, 2]


def test_one_failed_read_does_not_fail_its_neighbours(store: Store) -> None:
    def broken(connection: Connection) -> int:
        connection.exec_driver_sql("SELECT nonsense FROM nowhere")
        return 0

    async def work() -> list[object]:
        reads = [store.read(lambda c: c.scalar(select(func.count()).select_from(facts)))] * 1
        return await asyncio.gather(
            store.read(broken), *reads, store.read(lambda _: 7), return_exceptions=True
        )

    first, second, third = asyncio.run(work())
    assert isinstance(first, Exception)
    assert (second, third) == (0, 7)


def test_closing_finishes_what_was_accepted(store: Store) -> None:
    async def work() -> None:
        waiting = [
            asyncio.ensure_future(store.append({facts: [{"name": str(k), "value": k}]}))
            for k in range(200)
        ]
        await asyncio.sleep(0)
        await asyncio.to_thread(store.close)
        await asyncio.gather(*waiting)
        with pytest.raises(LaneClosed):
            await store.append({facts: [{"name": "late", "value": 1}]})

    asyncio.run(work())
    assert len(names(store)) == 200


def test_who_waits_too_long_hears_so_and_what_was_given_is_kept(store: Store) -> None:
    holding, free = threading.Event(), threading.Event()

    def hold(_: Connection) -> None:
        holding.set()
        assert free.wait(30)

    async def work() -> list[object]:
        first = asyncio.ensure_future(store.write(hold))
        await asyncio.to_thread(holding.wait)
        waiting = [
            store.append({facts: [{"name": "soon", "value": 1}]}, 0.05),
            store.append({facts: [{"name": "late", "value": 1}]}, 30.0),
            store.append({facts: [{"name": "ever", "value": 1}]}),
        ]
        tasks = [asyncio.ensure_future(one) for one in waiting]
        with pytest.raises(TimeoutError):
            await tasks[0]
        free.set()
        await first
        return await asyncio.gather(*tasks[1:])

    assert asyncio.run(work()) == [None, None]
    store.close()
    assert names(store) == {"ever", "late", "soon"}
