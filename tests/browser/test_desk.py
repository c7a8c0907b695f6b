"""The desk in a real browser. What happens there is written in the `.mjs` files, one story a file."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from tests.browser.conftest import HERE, Desk
from tests.browser.payloads import payloads
from tests.service.desk import another

from commentguard.comment import Comment
from commentguard.service.receive import receive
from commentguard.storage import comments
from commentguard.storage.tables import comments as table
from commentguard.testing.flood import fill


def tell(desk: Desk, story: str) -> dict[str, Any]:
    """Run a story; what it reports. Its own words explain a failure."""
    done = subprocess.run(
        ["node", f"{story}.mjs"], cwd=HERE, env={**os.environ, "DESK": desk.url},
        capture_output=True, text=True, timeout=420, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def arrive(desk: Desk, arrived: Sequence[Comment]) -> None:
    async def everything() -> None:
        for comment in arrived:
            await receive(desk.guard, desk.guard.directory.sites["blog"], comment)

    asyncio.run(everything())


def test_the_whole_queue_by_keyboard(desk: Desk) -> None:
    arrive(desk, [another() for _ in range(14)])
    assert tell(desk, "keyboard")["decided"] == 14


def test_on_to_the_next_page_and_to_the_end(desk: Desk) -> None:
    arrive(desk, [another() for _ in range(28)])
    tell(desk, "onward")


def test_five_hundred_at_once_and_back(desk: Desk) -> None:
    fill(desk.guard, desk.guard.directory.sites["blog"], 500, floods=False)
    assert tell(desk, "bulk")["decided"] == 500
    with desk.guard.store.engine.connect() as connection:
        held = select(func.count()).where(table.c.status == "held", table.c.decided_by == "")
        assert connection.scalar(held) == 500


def test_what_is_taken_back_comes_into_sight(desk: Desk) -> None:
    arrive(desk, [another() for _ in range(5)])
    tell(desk, "returned")


def test_two_browsers_collide(desk: Desk) -> None:
    arrive(desk, [another() for _ in range(8)])
    tell(desk, "collide")


def test_a_note_that_was_typed_is_not_lost(desk: Desk) -> None:
    arrive(desk, [another() for _ in range(2)])
    tell(desk, "typed")


def test_of_a_flood_that_is_one_card_one_is_drawn(desk: Desk) -> None:
    words = "Hedges cut and carted away, call us now on 01632 960 148 for a free quote, offer"
    arrive(desk, [Comment(text=f"{words} {k}", author="Hedge Firm") for k in range(30)])
    arrive(desk, [another() for _ in range(2)])
    tell(desk, "alike")


def test_without_javascript(desk: Desk) -> None:
    flood = (
        "Hedges cut and carted away, call us now on 01632 960 148 for a free quote, ask for offer"
    )
    alike = [Comment(text=f"{flood} {k}", author="Hedge Firm") for k in range(3)]
    # The older ones: the story decides the newest first.
    arrive(desk, [*alike, *(another() for _ in range(8))])
    tell(desk, "plain")


def test_the_whole_menu_at_every_width(desk: Desk) -> None:
    assert tell(desk, "menu")["tapped"] == 4 * 8


def test_evidence_is_told_without_a_pointer_on_every_card(desk: Desk) -> None:
    # A word without end must not widen the page, in the sentence that is quoted either.
    endless = f"{'W' * 700} call us now on 01632 960 148 for a free quote, best prices"
    arrive(desk, [Comment(text=endless, author="Firm"), *(another() for _ in range(40))])
    found = tell(desk, "marks")
    assert found["cards"] == 41
    assert found["told"] > 40


def test_hostile_comments_run_nothing(desk: Desk) -> None:
    hostile = payloads()
    assert len(set(hostile)) == 100
    advert = "Call us now on 01632 960 148 for a free quote, best roofing in Leeds."
    fields = ("author", "author_email", "author_url", "permalink", "post_title", "post_text",
              "parent_text", "parent_author")  # fmt: skip
    arrive(
        desk,
        [
            Comment.from_mapping(
                {**dict.fromkeys(fields, one), "text": f"{one} {advert} {k} {one}"}
            )
            for k, one in enumerate(hostile)
        ],
    )
    with desk.guard.store.transaction() as connection:
        # Whatever the guard thinks of them: all are to be looked at.
        connection.execute(table.update().values(status="held", campaign=table.c.id))
        (some,) = connection.scalars(select(table.c.id).limit(1))
        assert comments.find(connection, some) is not None
    assert tell(desk, "hostile")["comments"] == 100


def test_no_serious_accessibility_finding(desk: Desk) -> None:
    arrive(desk, [another() for _ in range(6)])
    arabic = "اتصل بنا الآن على 01632 960 148 للحصول على عرض مجاني https://shop.example"
    arrive(
        desk,
        [Comment(text=arabic, author="متجر الرياض", parent_text="Slugs.", parent_author="Ann")],
    )
    assert tell(desk, "axe")["looked"] == 4 * 16
