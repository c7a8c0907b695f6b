"""Deny-lists: what is held by rule, what is not, and who may still publish it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import select

from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.service import lists
from commentguard.service.correct import correct
from commentguard.service.entries import Kind
from commentguard.service.erase import erase
from commentguard.service.guard import Guard
from commentguard.service.lists import ALLOW, DENY
from commentguard.service.receive import Received, receive
from commentguard.service.recheck import recheck
from commentguard.storage import insight
from commentguard.storage.clock import now
from commentguard.storage.comments import Status
from commentguard.storage.listed import DENIED
from commentguard.storage.tables import metadata
from commentguard.verdict import Label, Verdict

READER = Comment(
    text="Mine grew in a bucket, and the neighbour's dog ate half. See https://fence.example/dog",
    author="Ann",
    author_email="Ann@Reader.example",
    author_url="https://ann.example/",
    author_ip="203.0.113.9",
)
ENTRIES = [
    (Kind.EMAIL, "ann@reader.EXAMPLE", "this author's e-mail address"),
    (Kind.DOMAIN, "Fence.example", "a domain that it links to"),
    (Kind.DOMAIN, "ann.example", "a domain that it links to"),
    (Kind.IP, "203.0.113.9", "the network address that it came from"),
    (Kind.IP, "203.0.113.0/24", "the address range that it came from"),
    (Kind.RANGE, "203.0.0.0/8", "the address range that it came from"),
    (Kind.RANGE, "203.0.113.9/32", "the network address that it came from"),
    (Kind.PHRASE, "Neighbour's dog", "a word or phrase in it"),
    (Kind.PHRASE, "ann", "a word or phrase in it"),
]


def deny(guard: Guard, kind: Kind, value: str, site: str = "blog", label: str = "") -> int:
    with guard.store.transaction() as connection:
        return lists.add(connection, DENY, guard.secret, site, kind, value, now(), "ann", label)


def allow(guard: Guard, kind: Kind, value: str) -> int:
    with guard.store.transaction() as connection:
        return lists.add(connection, ALLOW, guard.secret, "blog", kind, value, now(), "ann")


def send(guard: Guard, comment: Comment = READER, site: str = "blog") -> Received:
    received = asyncio.run(receive(guard, guard.directory.sites[site], comment))
    assert isinstance(received, Received)
    return received


@pytest.mark.parametrize(("kind", "value", "called"), ENTRIES)
def test_what_is_denied_is_held_and_the_verdict_says_by_what(
    guard: Guard, kind: Kind, value: str, called: str
) -> None:
    assert send(guard).status is Status.PUBLISHED
    number = deny(guard, kind, value, label="the dog people")
    received = send(guard)
    assert received.status is Status.HELD
    assert received.verdict.notes == (f"{called} is on the site's deny-list (number {number})",)
    # Label and weights stay the model's, and other sites know nothing of it.
    assert received.verdict.label is Label.HAM
    assert send(guard, site="other").status is Status.PUBLISHED


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.EMAIL, "bob@reader.example"), (Kind.DOMAIN, "le.example"), (Kind.DOMAIN, "reader.example"),
        (Kind.DOMAIN, "x.fence.example"), (Kind.IP, "203.0.113.90"), (Kind.RANGE, "203.0.114.0/24"),
        (Kind.RANGE, "2001:db8::/32"), (Kind.PHRASE, "neighbour dog"), (Kind.PHRASE, "buck"),
        (Kind.PHRASE, "dog neighbour's"), (Kind.PHRASE, "203.0.113.9"),
    ],
)  # fmt: skip
def test_what_is_not_denied_is_not_held(guard: Guard, kind: Kind, value: str) -> None:
    deny(guard, kind, value)
    assert send(guard).status is Status.PUBLISHED


@pytest.mark.parametrize(
    "change",
    [
        {"author_url": "https://www.shop.casino.example/x?y"},
        {"text": "Look at casino.example here"},
        {"text": 'Look <a href="HTTPS://Casino.Example:443/x">here</a>'},
        {"text": "Look at https://friend.example and https://casino.example."},
        {"text": "Look at https://саsіnо.example/x"},
        {"author_url": "https://casino.example./"},
    ],
)
def test_one_address_is_enough_however_it_is_written(guard: Guard, change: dict[str, str]) -> None:
    number = deny(guard, Kind.DOMAIN, "casino.example")
    received = send(guard, Comment.from_mapping(READER.to_mapping() | change))
    assert received.verdict.notes == (
        f"a domain that it links to is on the site's deny-list (number {number})",
    )


def test_a_rule_never_discards(guard: Guard) -> None:
    """Not even what the policy would have discarded: a person sees what a rule stopped."""
    site = guard.directory.sites["blog"]
    site = replace(site, policy={"discard": 0.95, "hold": 0.9})
    guard.directory.sites["blog"] = site
    spam = Comment(
        text="CHEAP VIAGRA!!! Buy now, call +1 202 555 0143, https://pills.example " * 3,
        author="Cheap Pills Online", author_ip="203.0.113.9",
    )  # fmt: skip
    assert send(guard, spam).status is Status.DISCARDED
    deny(guard, Kind.RANGE, "203.0.113.0/24")
    assert send(guard, replace(spam, text=spam.text + " today")).status is Status.HELD


def test_the_allow_list_counts_more(guard: Guard) -> None:
    deny(guard, Kind.RANGE, "203.0.113.0/24")
    entry = allow(guard, Kind.EMAIL, "ann@reader.example")
    received = send(guard)
    assert received.status is Status.PUBLISHED
    assert received.verdict.notes == ("this author's email is on the site's allow-list",)
    with guard.store.transaction() as connection:
        lists.drop(connection, ALLOW, "blog", entry, now(), "ann")
    assert send(guard).status is Status.HELD


def test_what_a_person_published_stays_published(guard: Guard) -> None:
    deny(guard, Kind.EMAIL, "ann@reader.example")
    site, held = guard.directory.sites["blog"], send(guard)
    asyncio.run(correct(guard, site, held.id, Label.HAM, actor="ann"))
    for verdict in (_asked(guard), send(guard).verdict):
        assert verdict.notes == ("a person took this comment for a reader",)
    # About another of the same author nobody has said anything; one nearly like it is another.
    assert send(guard, replace(READER, text=READER.text + " Really.")).status is Status.HELD


def test_asked_again_a_rule_made_meanwhile_counts(guard: Guard) -> None:
    send(guard)
    number = deny(guard, Kind.RANGE, "203.0.113.0/24")
    assert f"(number {number})" in _asked(guard).notes[0]


def _asked(guard: Guard) -> Verdict:
    asked = asyncio.run(recheck(guard, guard.directory.sites["blog"], READER))
    assert asked is not None
    return asked.verdict


def test_an_allowed_range_lets_in(guard: Guard) -> None:
    advert = Comment(
        text="Call us now on 01632 960 148 for a free quote. Serving Leeds and Bradford.",
        author="Slate Roofing Leeds", author_ip="2001:db8:7::9",
    )  # fmt: skip
    assert send(guard, advert).status is Status.HELD
    allow(guard, Kind.IP, "2001:db8::/32")
    received = send(guard, replace(advert, text=advert.text + " Call today."))
    assert received.status is Status.PUBLISHED
    assert received.verdict.notes == ("this author's address range is on the site's allow-list",)


def test_erasing_an_author_forgets_entry_and_label(guard: Guard) -> None:
    number = deny(guard, Kind.EMAIL, "ann@reader.example", label="wisteria-4471")
    deny(guard, Kind.EMAIL, "ann@reader.example", site="other", label="wisteria-4471")
    kept = deny(guard, Kind.EMAIL, "bob@reader.example", label="Bob of the allotment")
    erase(guard.store, guard.secret, Comment(text="", author_email="ann@reader.example"))
    with guard.store.engine.connect() as connection:
        assert [one.id for one in DENIED.of_site(connection, "blog")] == [kept]
        assert DENIED.of_site(connection, "other") == []
        lines = insight.audit_lines(connection, ["blog"])
        assert {line.detail["entry"]: line.detail["label"] for line in lines[:-1]} == {
            number: "", kept: "Bob of the allotment",
        }  # fmt: skip
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)):
                assert "wisteria" not in str(tuple(row))


def test_no_address_and_no_range_is_kept_in_words(guard: Guard) -> None:
    deny(guard, Kind.EMAIL, "slate@roofing.example")
    deny(guard, Kind.IP, "203.0.113.9")
    deny(guard, Kind.RANGE, "198.51.100.0/24")
    with guard.store.engine.connect() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)):
                assert not any(part in str(tuple(row)) for part in ("203.0", "198.51", "slate"))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.EMAIL, "ann"), (Kind.IP, "somewhere"), (Kind.IP, ""), (Kind.DOMAIN, "https://x.example"),
        (Kind.RANGE, "203.0.113.0/33"), (Kind.RANGE, "0.0.0.0/0"),
        (Kind.IP, "10.0.0.0/7"), (Kind.RANGE, "2001::/15"), (Kind.RANGE, "203.0.113.0/x"),
        (Kind.PHRASE, ""), (Kind.PHRASE, " ... "), (Kind.PHRASE, "word " * 30),
    ],
)  # fmt: skip
def test_what_says_nothing_is_refused(guard: Guard, kind: Kind, value: str) -> None:
    with pytest.raises(DataError):
        deny(guard, kind, value)
