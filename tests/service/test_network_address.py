"""Network addresses in the one form that they are compared in."""

from __future__ import annotations

import ipaddress

import pytest

from commentguard.service.network_address import address_of, in_one_form, is_written


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" 203.0.113.9 ", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:DB8:0:0::9", "2001:db8::9"),
        ("fe80::1%eth0", "fe80::1"),
        ("203.0.113.9:4711", "203.0.113.9"),
        ("[2001:db8::9]", "2001:db8::9"),
        ("[2001:db8::9]:443", "2001:db8::9"),
        ("[::ffff:203.0.113.9]:443", "203.0.113.9"),
        ("[fe80::1%eth0]:443", "fe80::1"),
    ],
)
def test_ways_of_writing_one_address_are_one(text: str, address: str) -> None:
    assert address_of(text) == ipaddress.ip_address(address)
    assert in_one_form(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "", "unknown", "unknown:80", "203.0.113", "203.0.113.0/24", "203.0.113.9:http", "203.0.113.9:123456", "203.0.113.9:",
        "203.0.113.9, 10.0.0.1", "999.1.1.1", "[203.0.113.9", "2001:db8::9]:443", "[]:80", "0.0.0.0", "::", "::ffff:0.0.0.0",
        "0.0.0.0:80",
    ],
)  # fmt: skip
def test_anything_else_is_none(text: str) -> None:
    assert address_of(text) is None
    assert in_one_form(text) == ""


@pytest.mark.parametrize("text", ["0.0.0.1", "203.0.113.9", "255.249.100.99"])
def test_what_is_written_as_we_write_it_is_read_as_itself(text: str) -> None:
    assert is_written(text)
    assert str(address_of(text)) == text


@pytest.mark.parametrize(
    "text", ["", "0.0.0.0", "203.0.113", "203.0.113.09", "256.0.113.9", "203.0.113.9 ", "203.0.113.9\n", "::1", "203.0.113.٩"]
)  # fmt: skip
def test_anything_else_is_not(text: str) -> None:
    assert not is_written(text)
