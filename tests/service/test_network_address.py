"""Network addresses in the one form that they are compared in."""

from __future__ import annotations

import ipaddress

import pytest

from commentguard.service.network_address import address_of


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" 203.0.113.9 ", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:DB8:0:0::9", "2001:db8::9"),
        ("fe80::1%eth0", "fe80::1"),
    ],
)
def test_ways_of_writing_one_address_are_one(text: str, address: str) -> None:
    assert address_of(text) == ipaddress.ip_address(address)


@pytest.mark.parametrize("text", ["", "unknown", "203.0.113", "203.0.113.0/24", "203.0.113.9:80"])
def test_anything_else_is_none(text: str) -> None:
    assert address_of(text) is None
