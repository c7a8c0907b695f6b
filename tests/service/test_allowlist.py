"""Allow-lists: who is let in, who is not, and what a person's decision changes."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import select

from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.service import lists
from commentguard.service.correct import correct, undo
from commentguard.service.entries import Kind
from commentguard.service.erase import erase
from commentguard.service.guard import Guard
from commentguard.service.lists import ALLOW
from commentguard.service.receive import Received, receive
from commentguard.service.recheck import recheck
from commentguard.storage import insight
from commentguard.storage.clock import now
from commentguard.storage.comments import Status
from commentguard.storage.listed import ALLOWED
from commentguard.storage.tables import metadata
from commentguard.verdict import Action, Label

ADVERT = Comment(
    text="Call us now on 01632 960 148 for a free quote. Serving Leeds, Bradford and Wakefield.",
    author="Slate Roofing Leeds",
    author_email="Slate@Roofing.example",
    author_url="https://www.roofing.example/leeds",
    author_ip="203.0.113.9",
)
ENTRIES = [
    (Kind.EMAIL, "slate@roofing.EXAMPLE"),
    (Kind.DOMAIN, "Roofing.example"),
    (Kind.IP, "203.0.113.9"),
    (Kind.RANGE, "203.0.113.0/24"),
]
CALLED = {Kind.RANGE: "address range"}


def allow(guard: Guard, kind: Kind, value: str, site: str = "blog") -> None:
    with guard.store.transaction() as connection:
        lists.add(connection, ALLOW, guard.secret, site, kind, value, now(), "ann")


def send(guard: Guard, comment: Comment = ADVERT, site: str = "blog") -> Received:
    received = asyncio.run(receive(guard, guard.directory.sites[site], comment))
    assert isinstance(received, Received)
    return received


def say(guard: Guard, one: Received, label: Label) -> None:
    asyncio.run(correct(guard, guard.directory.sites["blog"], one.id, label, actor="ann"))


def actions(guard: Guard) -> list[str]:
    with guard.store.engine.connect() as connection:
        return [row.action for row in insight.audit_lines(connection, ["blog"])]


@pytest.mark.parametrize(("kind", "value"), ENTRIES)
def test_an_allowed_author_is_published(guard: Guard, kind: Kind, value: str) -> None:
    assert send(guard).status is Status.HELD
    allow(guard, kind, value)
    received = send(guard)
    assert received.status is Status.PUBLISHED
    assert received.verdict.notes == (
        f"this author's {CALLED.get(kind, kind.value)} is on the site's allow-list",
    )
    assert received.verdict.label is not Label.HAM
    assert send(guard, site="other").status is Status.HELD
    assert guard.judge(guard.directory.sites["blog"], ADVERT).action is Action.HOLD
    assert "site.allow" in actions(guard)


@pytest.mark.parametrize(("kind", "value"), ENTRIES)
def test_a_later_spam_decision_suspends_and_its_undo_restores(
    guard: Guard, kind: Kind, value: str
) -> None:
    allow(guard, kind, value)
    received = send(guard)
    say(guard, received, Label.SPAM)
    assert send(guard, replace(ADVERT, text=ADVERT.text + " Call today.")).status is Status.HELD
    assert actions(guard)[0] == "site.allow.suspend"
    asyncio.run(undo(guard, guard.directory.sites["blog"], received.id, actor="ann", source="api"))
    assert actions(guard)[0] == "site.allow.restore"
    assert send(guard).status is Status.PUBLISHED


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize(("kind", "value"), ENTRIES)
def test_a_suspension_ends_with_the_last_decision_that_stands(
    guard: Guard, kind: Kind, value: str, first: int
) -> None:
    allow(guard, kind, value)
    both = [send(guard, replace(ADVERT, text=f"{ADVERT.text} Ask {k}.")) for k in range(2)]
    other = Comment(text="Call 01632 960 149 for cheap carpets.", author_email="x@y.example")
    stranger = send(guard, other)
    for one in (*both, stranger):
        say(guard, one, Label.SPAM)
    site = guard.directory.sites["blog"]
    for k, suspended in ((first, True), (1 - first, False)):
        asyncio.run(undo(guard, site, both[k].id, actor="ann", source="api"))
        with guard.store.engine.connect() as connection:
            (entry,) = ALLOWED.of_site(connection, "blog")
        assert (entry.suspended_by is not None) == suspended
    assert actions(guard).count("site.allow.restore") == 1


def test_all_ranges_that_a_comment_came_from_are_suspended(guard: Guard) -> None:
    for kind, value in (*ENTRIES, (Kind.RANGE, "203.0.0.0/16"), (Kind.RANGE, "198.51.100.0/24")):
        allow(guard, kind, value)
    say(guard, send(guard), Label.SPAM)
    with guard.store.engine.connect() as connection:
        entries = ALLOWED.of_site(connection, "blog")
    assert [one.suspended_by is None for one in entries] == [False] * 5 + [True]
    assert actions(guard).count("site.allow.suspend") == 5


def test_a_range_is_not_suspended_by_what_came_before_it(guard: Guard) -> None:
    earlier = send(guard)
    allow(guard, Kind.RANGE, "203.0.113.0/24")
    say(guard, earlier, Label.SPAM)
    assert (
        send(guard, replace(ADVERT, text=ADVERT.text + " Call today.")).status is Status.PUBLISHED
    )


def test_an_entry_overrides_what_was_said_before_it(guard: Guard) -> None:
    say(guard, send(guard), Label.SPAM)
    assert send(guard).status is Status.HELD
    allow(guard, Kind.EMAIL, "slate@roofing.example")
    assert send(guard).status is Status.PUBLISHED
    asked = asyncio.run(recheck(guard, guard.directory.sites["blog"], ADVERT))
    assert asked is not None
    assert asked.verdict.action is Action.PUBLISH


def test_listing_again_ends_a_suspension(guard: Guard) -> None:
    allow(guard, Kind.EMAIL, "slate@roofing.example")
    say(guard, send(guard), Label.PROMOTIONAL)
    assert send(guard).status is Status.HELD
    allow(guard, Kind.EMAIL, "slate@roofing.example")
    assert send(guard).status is Status.PUBLISHED


@pytest.mark.parametrize(
    "change",
    [
        {"author_url": "https://roofing.example.evil.example/"},
        {"author_url": "https://notroofing.example/"},
        {"author_url": "https://evil.example\\.roofing.example/"},
        {"author_url": "https://roofing.example@evil.example/"},
        {"author_url": "roofing"},
        {"text": ADVERT.text + " See https://evil.example/leeds"},
        {"text": ADVERT.text + ' <a href="https://evil.example/">here</a>'},
        {"text": ADVERT.text + " word" * 20_000 + " https://evil.example/"},
        {"author_url": ""},
    ],
)
def test_a_domain_speaks_only_for_all_addresses(guard: Guard, change: dict[str, str]) -> None:
    allow(guard, Kind.DOMAIN, "roofing.example")
    comment = Comment.from_mapping(ADVERT.to_mapping() | change)
    assert not send(guard, comment).verdict.notes


def test_a_domain_speaks_for_its_subdomains(guard: Guard) -> None:
    allow(guard, Kind.DOMAIN, "roofing.example")
    comment = replace(ADVERT, author_url="http://leeds.roofing.example")
    assert send(guard, comment).status is Status.PUBLISHED


@pytest.mark.parametrize(
    ("listed", "used"),
    [
        ("dächer.example", "xn--dcher-gra.example"),
        ("xn--dcher-gra.example", "dächer.example"),
        ("DÄCHER.example", "www.dächer.example"),
        ("dächer.example", "leeds.xn--dcher-gra.example"),
        ("xn--e1afmkfd.xn--p1ai", "пример.рф"),
    ],
)
def test_a_domain_has_two_spellings(guard: Guard, listed: str, used: str) -> None:
    allow(guard, Kind.DOMAIN, listed)
    comment = replace(
        ADVERT, author_url=f"https://{used}/leeds", text=f"{ADVERT.text} http://{used}/x"
    )
    assert send(guard, comment).status is Status.PUBLISHED


@pytest.mark.parametrize(
    "written",
    ["https://rооfing.example/", "https://röofing.example/", "https://roofing\u200b.example/"],
)
def test_a_host_that_only_looks_like_the_listed_one_is_another(guard: Guard, written: str) -> None:
    allow(guard, Kind.DOMAIN, "roofing.example")
    assert not send(guard, replace(ADVERT, text=f"{ADVERT.text} {written}")).verdict.notes


def test_an_entry_is_dropped_by_its_number(guard: Guard) -> None:
    allow(guard, Kind.EMAIL, "slate@roofing.example")
    with guard.store.transaction() as connection:
        (entry,) = ALLOWED.of_site(connection, "blog")
        with pytest.raises(DataError):
            lists.drop(connection, ALLOW, "other", entry.id, now(), "ann")
        lists.drop(connection, ALLOW, "blog", entry.id, now(), "ann")
    assert send(guard).status is Status.HELD
    assert actions(guard).count("site.disallow") == 1


def test_removed_is_removed(guard: Guard) -> None:
    allow(guard, Kind.IP, "::ffff:203.0.113.9")
    assert send(guard).status is Status.PUBLISHED
    with guard.store.transaction() as connection:
        lists.remove(connection, ALLOW, guard.secret, "blog", Kind.IP, "203.0.113.9", now(), "ann")
        with pytest.raises(DataError):
            lists.remove(
                connection, ALLOW, guard.secret, "blog", Kind.IP, "203.0.113.9", now(), "ann"
            )
    assert send(guard).status is Status.HELD


def test_erasing_an_author_forgets_the_entry(guard: Guard) -> None:
    allow(guard, Kind.EMAIL, "slate@roofing.example")
    erase(guard.store, guard.secret, Comment(text="", author_email="slate@roofing.example"))
    with guard.store.engine.connect() as connection:
        assert ALLOWED.of_site(connection, "blog") == []


def test_neither_address_is_kept_in_words(guard: Guard) -> None:
    allow(guard, Kind.EMAIL, "slate@roofing.example")
    allow(guard, Kind.IP, "203.0.113.9")
    with guard.store.engine.connect() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)):
                assert "203.0.113" not in str(tuple(row))
                assert "slate" not in str(tuple(row))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.EMAIL, ""), (Kind.EMAIL, "ann"), (Kind.IP, "somewhere"), (Kind.IP, ""),
        (Kind.DOMAIN, "https://x.example"), (Kind.DOMAIN, "com"), (Kind.DOMAIN, "a b.example"),
    ],
)  # fmt: skip
def test_what_names_nobody_is_refused(guard: Guard, kind: Kind, value: str) -> None:
    with pytest.raises(DataError):
        allow(guard, kind, value)
