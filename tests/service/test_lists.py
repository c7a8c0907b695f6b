"""The two lists as their owner writes them: numbers, labels, limits, and the audit log."""

from __future__ import annotations

from typing import Any

import pytest

from commentguard.errors import DataError
from commentguard.service import lists
from commentguard.service.entries import Kind
from commentguard.service.guard import Guard
from commentguard.service.lists import ALLOW, DENY, OwnersList
from commentguard.storage import insight

BOTH = pytest.mark.parametrize("which", [ALLOW, DENY], ids=["allow", "deny"])


def put(guard: Guard, which: OwnersList, kind: Kind, value: str, label: str = "") -> int:
    with guard.store.transaction() as connection:
        return lists.add(connection, which, guard.secret, "blog", kind, value, 7, "ann", label)


def told(guard: Guard) -> list[tuple[str, dict[str, Any]]]:
    """The log of the site, without the line that it was made."""
    with guard.store.engine.connect() as connection:
        return [(row.action, row.detail) for row in insight.audit_lines(connection, ["blog"])][:-1]


@BOTH
def test_number_kind_and_label_are_in_the_audit_log(guard: Guard, which: OwnersList) -> None:
    number = put(guard, which, Kind.EMAIL, "ann@reader.example", "  my\nbrother ")
    with guard.store.transaction() as connection:
        lists.drop(connection, which, "blog", number, 8, "ann")
    same = {"entry": number, "kind": "email", "label": "my brother"}
    assert told(guard) == [
        (which.dropped, {**same, "before": "listed", "after": "not listed"}),
        (which.added, {**same, "before": "not listed", "after": "listed"}),
    ]


@BOTH
def test_listed_again_it_is_the_same_entry(guard: Guard, which: OwnersList) -> None:
    number = put(guard, which, Kind.RANGE, "203.0.113.7/24", "the shop")
    assert put(guard, which, Kind.IP, "203.0.113.0/24") == number
    with guard.store.engine.connect() as connection:
        (one,) = which.rows.of_site(connection, "blog")
        assert (one.kind, one.prefix, one.label) == ("range", 24, "the shop")
    assert put(guard, which, Kind.RANGE, "::ffff:203.0.113.0/120", "the office") == number
    with guard.store.engine.connect() as connection:
        assert which.rows.of_site(connection, "blog")[0].label == "the office"


@BOTH
@pytest.mark.parametrize(
    ("kind", "value", "match"),
    [
        (Kind.EMAIL, "*@spam.example", "no patterns"),
        (Kind.EMAIL, "ann@*.example", "no patterns"),
        (Kind.DOMAIN, "*.spam.example", "subdomains are listed with it"),
        (Kind.DOMAIN, "com", "under com everybody"),
        (Kind.DOMAIN, "co.uk", r"under co\.uk everybody"),
        (Kind.DOMAIN, "www.com.br", r"under com\.br everybody"),
        (Kind.DOMAIN, "公司.cn", "everybody can have"),
    ],
)
def test_what_names_everybody_or_nobody_is_refused(
    guard: Guard, which: OwnersList, kind: Kind, value: str, match: str
) -> None:
    with pytest.raises(DataError, match=match):
        put(guard, which, kind, value)
    with guard.store.engine.connect() as connection:
        assert which.rows.of_site(connection, "blog") == []


def test_a_host_that_everybody_can_have_is_denied_and_not_allowed(guard: Guard) -> None:
    with pytest.raises(DataError, match="everybody"):
        put(guard, ALLOW, Kind.DOMAIN, "blogspot.com")
    put(guard, DENY, Kind.DOMAIN, "blogspot.com")
    put(guard, ALLOW, Kind.DOMAIN, "ann.blogspot.com")


def test_what_is_allowed_outweighs_what_is_denied(guard: Guard) -> None:
    def outweighed(kind: Kind, value: str) -> bool:
        with guard.store.engine.connect() as connection:
            return lists.outweighed(connection, guard.secret, "blog", kind, value)

    for kind, value in (
        (Kind.EMAIL, "ann@reader.example"), (Kind.DOMAIN, "reader.example"),
        (Kind.RANGE, "203.0.113.0/24"), (Kind.PHRASE, "casino"), (Kind.IP, "198.51.100.1"),
    ):  # fmt: skip
        assert not outweighed(kind, value)
        if kind in ALLOW.kinds:
            put(guard, ALLOW, kind, value)
            assert outweighed(kind, value)
    assert outweighed(Kind.EMAIL, " Ann@Reader.example")
    assert outweighed(Kind.IP, "203.0.113.9")
    assert not outweighed(Kind.IP, "203.0.112.9")
    assert not outweighed(Kind.DOMAIN, "other.example")


@BOTH
def test_removed_by_value_or_number_and_only_here(guard: Guard, which: OwnersList) -> None:
    number = put(guard, which, Kind.IP, "203.0.113.9")
    other = DENY if which is ALLOW else ALLOW
    with guard.store.transaction() as connection:
        for elsewhere in ((which, "other"), (other, "blog")):
            with pytest.raises(DataError):
                lists.drop(connection, *elsewhere, number, 8, "ann")
        again = (connection, which, guard.secret, "blog", Kind.IP, "203.0.113.9", 8, "ann")
        lists.remove(*again)
        with pytest.raises(DataError):
            lists.remove(*again)
        with pytest.raises(DataError):
            lists.drop(connection, which, "blog", number, 8, "ann")
        assert which.rows.of_site(connection, "blog") == []


def test_no_number_is_given_twice(guard: Guard) -> None:
    """A verdict that names number 3 must not come to speak of another entry."""
    given = [put(guard, ALLOW, Kind.IP, "203.0.113.1"), put(guard, DENY, Kind.IP, "203.0.113.1")]
    for which, number in zip((ALLOW, DENY), tuple(given), strict=True):
        with guard.store.transaction() as connection:
            lists.drop(connection, which, "blog", number, 8, "ann")
        given.append(put(guard, which, Kind.IP, "203.0.113.2"))
    assert len(set(given)) == 4


@BOTH
def test_both_are_limited(guard: Guard, which: OwnersList, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "ENTRIES", 4)
    monkeypatch.setattr(lists, "READ_ENTRIES", 2)
    put(guard, which, Kind.DOMAIN, "one.example")
    put(guard, which, Kind.RANGE, "203.0.113.0/24")
    with pytest.raises(DataError, match="at most 2 domains, ranges and phrases"):
        put(guard, which, Kind.DOMAIN, "two.example")
    # What is there already is no new entry.
    put(guard, which, Kind.DOMAIN, "one.example", "again")
    put(guard, which, Kind.IP, "203.0.113.9")
    put(guard, which, Kind.EMAIL, "ann@reader.example")
    with pytest.raises(DataError, match="at most 4 entries"):
        put(guard, which, Kind.IP, "203.0.113.10")


def test_a_label_and_a_phrase_are_bounded(guard: Guard) -> None:
    put(guard, DENY, Kind.PHRASE, "x" * 100, "y" * 100)
    with pytest.raises(DataError):
        put(guard, DENY, Kind.PHRASE, "x" * 101)
    with pytest.raises(DataError):
        put(guard, DENY, Kind.PHRASE, "word", "y" * 101)


def test_a_phrase_lets_nobody_in(guard: Guard) -> None:
    with pytest.raises(DataError, match="takes no phrase"):
        put(guard, ALLOW, Kind.PHRASE, "my sister sent me")
