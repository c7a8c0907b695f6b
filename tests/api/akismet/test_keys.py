"""Three places where a key may stand, for any Host."""

from __future__ import annotations

import pytest
from tests.api.akismet.recorded import CALLS, KEY, Call

from commentguard.api.akismet.fields import read
from commentguard.api.akismet.keys import key_of

OTHER = "0123456789ab"


def find(body: str, host: str, authorization: str = "") -> str:
    return key_of(read(body.encode(), "", b""), host, authorization)


@pytest.mark.parametrize("call", [c for c in CALLS if c.answer != "invalid"], ids=str)
def test_every_recorded_client_brings_its_key(call: Call) -> None:
    fields = read(call.body, call.header("content-type"), call.query.encode())
    needs_none = call.path in ("/1.1/test", "/1.2/compatible-plugins")
    assert key_of(fields, call.header("host")) == ("" if needs_none else KEY)


@pytest.mark.parametrize(
    "host",
    [f"{KEY}.rest.akismet.com", f"{KEY}.localhost:8399", f"{KEY}.comments.example.org",
     f"{KEY.upper()}.guard.example"],
)  # fmt: skip
def test_the_first_label_counts_under_any_parent(host: str) -> None:
    assert find("blog=x", host).lower() == KEY


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8399", "[::1]:80", "rest.akismet.com", "localhost", KEY, "", ".", "a.b"]
)
def test_a_host_that_holds_no_key(host: str) -> None:
    assert find("blog=x", host) == ""


def test_the_order() -> None:
    assert find(f"key={OTHER}&api_key={KEY}", f"{OTHER}.x") == KEY
    assert find(f"key={KEY}", f"{OTHER}.x") == KEY
    assert find(f"api_key=&key={KEY}", "x") == KEY
    assert find("api_key=&key", f"{KEY}.x", f"Bearer {OTHER}") == KEY
    assert find("", "x", f"Bearer {KEY}") == KEY
    assert find("", "x", f"Basic {KEY}") == ""
