"""What other sites store costs a site nothing, however much it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from commentguard.comment import Comment
from commentguard.scoring.scorer import Scorer
from commentguard.service import repeats, resemblance, sites
from commentguard.service.fingerprints import fingerprint
from commentguard.service.guard import Guard
from commentguard.storage import arrival, campaigns, duplicates
from commentguard.storage.clock import new_id, now
from commentguard.storage.many import insert_many
from commentguard.storage.tables import BANDS, comments

COMMENT = Comment(
    text="Roof repair in Leeds, Bradford and Wakefield by a family of roofers since 1987, with free "
    "quotes and no call-out charge, and a guarantee of ten years on every slate we lay.",
    author_email="ann@mail.example",
)


@pytest.fixture
def embedded(tmp_path: Path, scorer: Scorer) -> Iterator[Guard]:
    """On SQLite, which can say how many steps a look-up took."""
    guard = Guard.open(tmp_path / "home", f"sqlite:///{tmp_path / 'test.db'}", scorer)
    guard.migrate()
    with guard.store.transaction() as connection:
        for name in ("blog", "elsewhere", "another"):
            sites.add(connection, name, now())
    yield guard
    guard.close()


def flood(guard: Guard, site: str, copies: int, comment: Comment = COMMENT) -> None:
    """Decided copies of the comment."""
    print_ = fingerprint(comment, guard.secret)
    rows: list[dict[str, Any]] = [
        {
            "id": new_id(now()), "site_id": site, "received_at": now(), "client_id": "",
            "text": comment.text, "author": "", "author_email": "m@mail.example", "author_url": "",
            "permalink": "", "fields": {}, "post_id": None, "author_key": 1, "ip_key": None,
            "exact": print_.exact, "signature": print_.signature,
            **dict(zip(BANDS, print_.bands, strict=True)), "source": "api", "action": "hold",
            "label": "spam", "probability": 0.9, "codes": "", "status": "rejected",
            "decided_by": "ann", "decided_at": now(), "language": "en", "campaign": f"of {site}",
        }
        for _ in range(copies)
    ]  # fmt: skip
    with guard.store.transaction() as connection:
        insert_many(connection, [{comments: rows}])


def steps(guard: Guard, ask: Callable[[Connection], Any]) -> tuple[int, Any]:
    """Steps of SQLite's machine that a look-up takes, and what it finds."""
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += 1
        return 0

    with guard.store.engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        driver.set_progress_handler(count, 1)
        found = ask(connection)
        driver.set_progress_handler(None, 0)
    return taken, found


def look_ups(guard: Guard) -> dict[str, Callable[[Connection], Any]]:
    """What is asked about the comment on arrival, on the site `blog`."""
    print_ = fingerprint(COMMENT, guard.secret)
    exact, bands = print_.exact, print_.bands
    return {
        "arrival": lambda c: arrival.ask(c, "blog", print_.author, exact, bands, "", now()),
        "known": lambda c: duplicates.look_up(c, "blog", exact, bands),
        "campaign of the same": lambda c: campaigns.of_exact(c, "blog", exact),
        "campaign of the like": lambda c: campaigns.near(c, "blog", bands),
        "find": lambda c: repeats.find(c, "blog", COMMENT, print_),
        "said": lambda c: repeats.said_before(c, "blog", COMMENT, print_),
        "let through": lambda c: resemblance.let_through_before(c, "blog", COMMENT, print_),
    }


LOOK_UPS = (
    "arrival", "known", "campaign of the same", "campaign of the like", "find", "said", "let through",
)  # fmt: skip


@pytest.mark.parametrize("name", LOOK_UPS)
def test_a_flood_on_other_sites_is_not_read(embedded: Guard, name: str) -> None:
    ask = look_ups(embedded)[name]
    # The first is more than any of them looks at before it stops.
    for site in ("another", "elsewhere"):
        flood(embedded, site, 150)
    few, _ = steps(embedded, ask)
    for site in ("another", "elsewhere"):
        flood(embedded, site, 1500)
    many, _ = steps(embedded, ask)
    assert few == many


def passed_over(plan: dict[str, Any]) -> int:
    """Rows that PostgreSQL read and did not want."""
    own = sum(count for name, count in plan.items() if name.startswith("Rows Removed by"))
    return int(own) + sum(passed_over(part) for part in plan.get("Plans", ()))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("name", LOOK_UPS)
def test_statistics_do_not_lure_postgresql_into_reading_all(guard: Guard, name: str) -> None:
    """Both the text and the site are frequent, so that together they look frequent too."""
    flood(guard, "other", 4000)
    flood(
        guard, "blog", 1000, Comment(text="Mine had blight after the wet July, so I burned them.")
    )
    asked: list[tuple[str, Any]] = []

    def note(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        asked.append((statement, parameters))

    with guard.store.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        event.listen(guard.store.engine, "before_cursor_execute", note)
        look_ups(guard)[name](connection)
        event.remove(guard.store.engine, "before_cursor_execute", note)
        assert asked
        for statement, parameters in asked:
            told = connection.exec_driver_sql(
                f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters
            ).scalar_one()
            assert passed_over(told[0]["Plan"]) < 300, statement


def test_the_sites_own_copies_are_found_behind_the_flood(embedded: Guard) -> None:
    print_ = fingerprint(COMMENT, embedded.secret)
    flood(embedded, "blog", 1)
    for site in ("another", "elsewhere"):
        flood(embedded, site, 100)
    with embedded.store.engine.connect() as connection:
        known = duplicates.look_up(connection, "blog", print_.exact, print_.bands)
        assert campaigns.of_exact(connection, "blog", print_.exact) == "of blog"
        near = campaigns.near(connection, "blog", print_.bands)
    assert [campaign for _, _, campaign in known.own] == ["of blog"]
    assert known.decided
    assert known.exact == 100
    assert {campaign for _, campaign in near} == {"of blog"}
