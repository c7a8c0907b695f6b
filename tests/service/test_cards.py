"""What a moderator is shown, on both databases: cards, related comments, the timeline, pages by key."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Connection
from tests.service.desk import ADVERT, another, arrive

from commentguard.comment import Comment
from commentguard.service import cards, claims, review
from commentguard.service.correct import record
from commentguard.service.decide import Decision, decide, undo
from commentguard.service.guard import Guard
from commentguard.service.review import ORDERS, Filter
from commentguard.service.timeline import timeline
from commentguard.storage import comments, notes, related
from commentguard.storage.clock import now
from commentguard.storage.comments import Stored
from commentguard.storage.tables import comments as table
from commentguard.verdict import Label


def test_a_card_knows_its_author_campaign_holder_and_notes(guard: Guard) -> None:
    flood = [
        arrive(guard, replace(ADVERT, text=f"{ADVERT.text} Offer number {k}.")) for k in range(3)
    ]
    with guard.store.transaction() as connection:
        decide(guard, connection, "user:mira", {"blog"}, flood[:1], Decision.PUBLISH)
        claims.hold(connection, flood[1], "user:ben")
        notes.add(connection, flood[2], now(), "user:ben", "Again.")
        page = review.listed(connection, Filter(site_id="blog"))
        found = {card.stored.id: card for card in cards.cards(connection, page.items, now())}
    assert set(found) == set(flood[1:])
    for card in found.values():
        assert (card.author.published, card.author.held, card.like) == (1, 2, 2)
        assert card.verdict["reasons"]
    assert found[flood[1]].holder == "user:ben"
    assert found[flood[2]].notes == 1


def test_related_comments_and_the_timeline(guard: Guard) -> None:
    first = arrive(guard, ADVERT)
    near = arrive(guard, replace(ADVERT, text=f"{ADVERT.text} Ask today."))
    contact = arrive(
        guard,
        replace(another(), text="Another firm, ring 01632 960 148 for carpets, sofas and beds"),
        site="other",
    )
    with guard.store.transaction() as connection:
        batch = decide(guard, connection, "user:mira", {"blog"}, [first], Decision.TRASH).batch
        undo(guard, connection, "user:mira", batch)
        record(
            guard,
            connection,
            guard.directory.sites["blog"],
            first,
            Label.SPAM,
            actor="key:1",
            source="api",
        )
        stored = comments.find(connection, first)
        assert stored is not None
        assert [one.id for one in related.of_campaign(connection, stored)] == [near]
        assert [one.id for one in related.of_author(connection, stored)] == [near]
        assert {one.id for one in related.of_contact(connection, stored, ["blog", "other"])} == {
            near, contact,
        }  # fmt: skip
        kinds = [event.kind for event in timeline(connection, stored)]
    assert sorted(kinds) == ["arrived", "corrected", "decided", "judged", "undone"]


def test_other_sites_do_not_hide_ones_own_with_the_same_contact(guard: Guard) -> None:
    shop = "https://rolex-cheap.example"
    own = [arrive(guard, replace(another(), text=f"{shop}/{k} is where I buy")) for k in range(2)]
    for _ in range(21):
        one = another()
        arrive(guard, replace(one, text=f"{one.text} {shop}"), site="other")
    with guard.store.engine.connect() as connection:
        stored = comments.find(connection, own[0])
        assert stored is not None
        assert [one.id for one in related.of_contact(connection, stored, ["blog"])] == [own[1]]


@pytest.mark.parametrize("order", ORDERS)
def test_grouped_pages_by_key_show_each_campaign_once(guard: Guard, order: str) -> None:
    single = [arrive(guard) for _ in range(5)]
    flood = [
        arrive(guard, replace(ADVERT, text=f"{ADVERT.text} Offer number {k}.")) for k in range(3)
    ]
    seen: list[str] = []
    after = ""
    with guard.store.engine.connect() as connection:
        while True:
            page = review.listed(
                connection,
                Filter(site_ids=("blog",), grouped=True),
                order=order,
                after=after,
                limit=2,
            )
            seen += [one.id for one in page.items]
            after = page.after
            if not after:
                break
        assert review.count(connection, Filter(site_ids=("blog",), language="-"), 100) >= 0
    assert sorted(seen) == sorted([*single, flood[-1]])


@pytest.mark.parametrize(
    ("changes", "authors", "one_source"),
    [
        ([{"author": f"Reader {k}", "author_email": f"r{k}@mail.example"} for k in range(3)], 3, False),
        ([{"author": "Anna", "author_email": f"anna{k}@mail.example"} for k in range(3)], 3, False),
        ([{"author": "Anna", "author_email": ""} for _ in range(3)], 1, True),
        ([{"author": f"Name {k}", "author_email": "Same@mail.example"} for k in range(3)], 1, True),
        ([{"author": f"Name {k}", "author_url": "https://one.example"} for k in range(3)], 3, True),
        ([{"author": "", "author_email": ""} for _ in range(3)], 1, False),
        ([{"author": f"Name {k}", "author_email": "none"} for k in range(3)], 3, False),
        ([{"author": "Anna", "author_email": "-"} for _ in range(3)], 1, True),
    ],
)  # fmt: skip
def test_what_binds_a_campaign_beside_its_wording(
    guard: Guard, changes: list[dict[str, str]], authors: int, one_source: bool
) -> None:
    words = "Thank you so much, this helped me a great deal with my own tomatoes on the balcony"
    ids = [
        arrive(guard, Comment.from_mapping({"text": words, "author": "Firm", **change}))
        for change in changes
    ]
    with guard.store.transaction() as connection:
        connection.execute(table.update().values(status="held", campaign=ids[0], codes=""))
        (card,) = cards.cards(connection, [_found(connection, ids[0])], now())
        assert (card.like, card.kinship.authors, card.one_source) == (3, authors, one_source)
        # A contact in every text, and only then; never among what is published.
        for text, contact in (
            (f"{words} https://one.example", True), (f"{words} me@one.example", True),
            (f"{words} @anna: yes. Indeed.", False), (words, False),
        ):  # fmt: skip
            connection.execute(table.update().values(text=text))
            (card,) = cards.cards(connection, [_found(connection, ids[0])], now())
            assert card.one_source == (one_source or contact), text
        connection.execute(table.update().where(table.c.id != ids[0]).values(codes="phone_number"))
        assert not cards.cards(connection, [_found(connection, ids[0])], now())[0].kinship.contacts
        connection.execute(table.update().values(codes="offer phone_number"))
        assert cards.cards(connection, [_found(connection, ids[0])], now())[0].one_source
        connection.execute(table.update().values(status="published"))
        assert not cards.cards(connection, [_found(connection, ids[0])], now())[0].one_source


def _found(connection: Connection, comment_id: str) -> Stored:
    stored = comments.find(connection, comment_id)
    assert stored is not None
    return stored
