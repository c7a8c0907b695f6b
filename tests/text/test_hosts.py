"""Registrable parts and endings of hosts, and hosts of addresses as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentguard.text.hosts import (
    host_of,
    is_ending,
    known_ending,
    registrable,
)


@pytest.mark.parametrize(
    ("host", "part"),
    [
        ("shop.example.co.uk", "example.co.uk"),
        ("a.b.beispiel.de", "beispiel.de"),
        ("beispiel.de", "beispiel.de"),
        # A firm's hosts are not apart from it: what counts is what a registry gave away.
        ("mira.blogspot.com", "blogspot.com"),
        ("магазин.рф", "магазин.рф"),
        # What has no registrable part is itself.
        ("co.uk", "co.uk"),
        ("192.0.2.7", "192.0.2.7"),
    ],
)
def test_the_part_somebody_registered(host: str, part: str) -> None:
    assert registrable(host) == part


@pytest.mark.parametrize(
    ("url", "host", "path"),
    [
        ("https://www.Shop.example/Offers?x=1", "shop.example", "/offers?x=1"),
        ("shop.example", "shop.example", ""),
        (" http ://shop.example:8080/a", "shop.example", "/a"),
        ("https://someone:secret@shop.example#top", "shop.example", ""),
        ("shop.example?from=blog", "shop.example", ""),
        ("localhost/a", "", ""),
        ("", "", ""),
    ],
)
def test_host_and_path_as_people_write_them(url: str, host: str, path: str) -> None:
    assert host_of(url) == (host, path)


@given(st.text(max_size=60))
def test_a_host_of_any_text_has_a_dot_or_is_none(url: str) -> None:
    host, path = host_of(url)
    assert "." in host or (host, path) == ("", "")
    assert "/" not in host


@pytest.mark.parametrize(
    ("host", "known"), [("a.de", True), ("a.example", True), ("p.m", False), ("a.jpeg", False)]
)
def test_an_ending_is_known_where_a_registry_or_a_standard_names_it(host: str, known: bool) -> None:
    assert known_ending(host) is known


def test_what_everybody_is_given_names_under() -> None:
    assert is_ending("co.uk")
    assert is_ending("de")
    assert not is_ending("blogspot.com")
    assert not is_ending("example.co.uk")
