"""Where a request comes from: forwarding headers count only from proxies we trust."""

from __future__ import annotations

import ipaddress

import pytest
from starlette.datastructures import Headers

from commentguard.api.addresses import client, is_loopback, is_the_machine, scheme

PROXIES = (ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("::1/128"))


def of(peer: str, *forwarded: str) -> str:
    headers = Headers(raw=[(b"x-forwarded-for", value.encode()) for value in forwarded])
    return client({"type": "http", "client": (peer, 1)}, headers, PROXIES)


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("203.0.113.9", (), "203.0.113.9"),
        # A stranger may claim what it likes.
        ("203.0.113.9", ("192.0.2.1",), "203.0.113.9"),
        ("10.0.0.1", ("192.0.2.1",), "192.0.2.1"),
        # Only what a trusted proxy added counts; what stands left of it was sent by the caller.
        ("10.0.0.1", ("198.51.100.7, 192.0.2.1",), "192.0.2.1"),
        ("10.0.0.1", ("198.51.100.7", "192.0.2.1, 10.9.9.9"), "192.0.2.1"),
        ("::1", ("2001:db8::5",), "2001:db8::5"),
        ("::ffff:10.0.0.1", ("192.0.2.1",), "192.0.2.1"),
        ("10.0.0.1", ("nonsense",), "10.0.0.1"),
        ("10.0.0.1", ("192.0.2.1, nonsense",), "10.0.0.1"),
        ("10.0.0.1", ("", " , "), "10.0.0.1"),
    ],
)
def test_the_callers_address(peer: str, forwarded: tuple[str, ...], expected: str) -> None:
    assert of(peer, *forwarded) == expected


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_loopback(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize("address", ["", "localhost", "10.0.0.1", "127.0.0.1.example"])
def test_not_loopback(address: str) -> None:
    assert not is_loopback(address)


@pytest.mark.parametrize(
    ("peer", "own", "forwarded", "expected"),
    [
        ("10.0.0.1", "http", "https", "https"),
        ("::ffff:10.0.0.1", "http", "https", "https"),
        ("10.0.0.1", "http", "http", "http"),
        ("10.0.0.1", "http", "", "http"),
        ("10.0.0.1", "http", "javascript", "http"),
        # A stranger may claim what it likes.
        ("203.0.113.9", "http", "https", "http"),
        ("203.0.113.9", "https", "http", "https"),
        ("10.0.0.1", "https", "", "https"),
    ],
)
def test_what_the_caller_speaks(peer: str, own: str, forwarded: str, expected: str) -> None:
    headers = Headers({"x-forwarded-proto": forwarded})
    assert (
        scheme({"type": "http", "scheme": own, "client": (peer, 1)}, headers, PROXIES) == expected
    )


@pytest.mark.parametrize(
    ("peer", "header", "here"),
    [
        ("127.0.0.1", "host", True),
        ("::1", "host", True),
        ("127.0.0.1", "x-forwarded-for", False),
        ("127.0.0.1", "via", False),
        ("10.0.0.1", "host", False),
    ],
)
def test_who_is_on_this_machine(peer: str, header: str, here: bool) -> None:
    scope = {"type": "http", "client": (peer, 1), "headers": [(header.encode(), b"x")]}
    assert is_the_machine(scope) is here
