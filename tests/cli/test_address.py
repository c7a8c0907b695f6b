"""The printed address leads to the server, under a name that it answers to."""

from __future__ import annotations

import pytest

from commentguard.cli.address import address
from commentguard.server.config import Config

USUAL = Config().hosts


@pytest.mark.parametrize(
    ("host", "hosts", "printed"),
    [
        ("127.0.0.1", USUAL, "http://127.0.0.1:8080"),
        ("0.0.0.0", USUAL, "http://127.0.0.1:8080"),
        ("", USUAL, "http://127.0.0.1:8080"),
        ("::1", USUAL, "http://[::1]:8080"),
        ("::", USUAL, "http://[::1]:8080"),
        ("0.0.0.0", ("*",), "http://127.0.0.1:8080"),
        ("0.0.0.0", ("localhost",), "http://localhost:8080"),
        ("0.0.0.0", ("Guard.example",), "http://Guard.example:8080"),
        ("::", ("localhost", "[2001:db8::7]"), "http://localhost:8080"),
        ("::", ("[2001:db8::7]",), "http://[2001:db8::7]:8080"),
        ("203.0.113.9", ("203.0.113.9",), "http://203.0.113.9:8080"),
        ("203.0.113.9", (*USUAL, "guard.example"), "http://guard.example:8080"),
        ("203.0.113.9", USUAL, None),
    ],
)
def test_an_address_is_one_that_is_answered(
    host: str, hosts: tuple[str, ...], printed: str | None
) -> None:
    assert address(host, 8080, hosts) == printed
