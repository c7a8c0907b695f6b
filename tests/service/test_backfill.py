"""Comments from before there were languages and campaigns get both, as new ones do on arrival."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select, update

from commentguard.comment import Comment
from commentguard.service import backfill as module
from commentguard.service.backfill import backfill
from commentguard.service.erase import erase
from commentguard.service.guard import Guard
from commentguard.service.receive import Received, receive
from commentguard.storage.tables import comments

FLOOD = (
    "Very helpful post, thanks for sharing. If you are looking for fitted kitchens in {town} and the "
    "surrounding area, our team offers a free design visit and the best prices guaranteed all year."
)
TEXTS = [
    FLOOD.format(town="Leeds"),
    "Das ist ein schöner Garten, und ich frage mich, wie Sie das Wasser auf den Balkon bringen.",
    FLOOD.format(town="York"),
    FLOOD.format(town="Leeds").upper(),
    "Спасибо, очень интересно, обязательно попробую весной на своём балконе с соседями.",
    "Ok.",
    "Ok.",
]


def arrived(guard: Guard) -> list[str]:
    ids = []
    for k, text in enumerate(TEXTS):
        one = Comment(text=text, author=f"A{k}", author_email=f"a{k}@mail.example")
        got = asyncio.run(receive(guard, guard.directory.sites["blog"], one))
        assert isinstance(got, Received)
        ids.append(got.id)
    return ids


def facts(guard: Guard) -> dict[str, tuple[str, str]]:
    with guard.store.engine.connect() as connection:
        rows = connection.execute(select(comments.c.id, comments.c.language, comments.c.campaign))
        return {row.id: (row.language, row.campaign) for row in rows}


def forget(guard: Guard) -> None:
    with guard.store.transaction() as connection:
        connection.execute(update(comments).values(language="", campaign=""))


def test_what_was_missing_is_as_it_would_have_been_on_arrival(guard: Guard) -> None:
    ids = arrived(guard)
    fresh = facts(guard)
    assert fresh[ids[2]][1] == fresh[ids[3]][1] == ids[0]
    assert [fresh[one][0] for one in (ids[0], ids[1], ids[4])] == ["en", "de", "ru"]
    forget(guard)
    assert backfill(guard.store) == len(TEXTS)
    assert facts(guard) == fresh
    assert backfill(guard.store) == 0


def test_in_steps_and_beside_new_comments(guard: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = arrived(guard)
    fresh = facts(guard)
    forget(guard)
    # The newest came after the upgrade: what it has stays.
    with guard.store.transaction() as connection:
        language, campaign = fresh[ids[-1]]
        row = update(comments).where(comments.c.id == ids[-1])
        connection.execute(row.values(language=language, campaign=campaign))
    monkeypatch.setattr(module, "_STEP", 2)
    monkeypatch.setattr(module, "_TODO", module._TODO.limit(2))
    assert backfill(guard.store) == len(TEXTS) - 1
    assert facts(guard) == fresh


def test_what_was_erased_stays_empty(guard: Guard) -> None:
    ids = arrived(guard)
    erase(guard.store, guard.secret, Comment(text="", author_email="a1@mail.example"))
    forget(guard)
    assert backfill(guard.store) == len(TEXTS) - 1
    assert facts(guard).get(ids[1], ("", "")) == ("", "")
