"""Links that serve the author, and links that serve the point."""

from __future__ import annotations

import pytest

from commentguard.signals.link import LinkSignal
from commentguard.verdict import Code

from .helpers import evidence, read

FIRES = [
    ("Grab a bottle at biscuitbrush-shop.example", "biscuitbrush-shop.example"),
    ("Visit our shop www.slates.example today", "www.slates.example"),
    ("Great post, thanks for sharing http://pills.example", "http://pills.example"),
    ("we offer free surveys, mail hello@stoves.example", "hello@stoves.example"),
    ("follow me back @shine_marcov", "@shine_marcov"),
]

HIDDEN = [
    ("look for stoves [dot] example, cheap", "stoves [dot] example"),
    ("write to joan (at) stoves (dot) example now", "joan (at) stoves (dot) example"),
    ("see hxxp://pills.example/now", "hxxp://pills.example/now"),
]

QUIET = [
    "@Margit no, that was the other one, thanks",
    "never arrived, no refund, and tin-and-crumb.example never replied",
    "das Geld ist weg, brotdose.example hat nie geliefert",
    "this trial found shorter steps help: https://gaitpapers.example/2016/0443",
    "see https://doi.org/10.1234/abc.5 for the table",
    "my own timings are on my blog, no ads: walks.example.org/notes/3",
    "you asked for the link: https://council.example/skip/form",
    "@Ferelith: keep her in a carrier",
    "open main.py and run setup.sh, then readme.md",
    "e.g. this one, i.e. that one, at 5 p.m. sharp",
    "thanks.me too",
    "version 2.0.1.beta and node.js",
    "it costs 4.50 or so...I think",
    "",
]


@pytest.mark.parametrize(("text", "address"), FIRES, ids=[a for _, a in FIRES])
def test_fires_and_points_at_the_address(text: str, address: str) -> None:
    assert evidence(LinkSignal(), Code.LINK_PROMO, text) == [address]


@pytest.mark.parametrize(("text", "address"), HIDDEN, ids=[a for _, a in HIDDEN])
def test_a_hidden_address_is_another_reason(text: str, address: str) -> None:
    assert evidence(LinkSignal(), Code.OBFUSCATED_CONTACT, text) == [address]


@pytest.mark.parametrize("text", QUIET)
def test_stays_quiet(text: str) -> None:
    assert read(LinkSignal(), text).fired == ()


@pytest.mark.parametrize(
    "text",
    [
        "nice <a href='http://pills.example/x'>pills</a>",
        "nice [url=http://pills.example/x]pills[/url]",
    ],
)
def test_an_address_behind_markup_is_shown_where_it_stands(text: str) -> None:
    assert evidence(LinkSignal(), Code.LINK_PROMO, text) == ["http://pills.example/x"]


@pytest.mark.parametrize(
    ("permalink", "text"),
    [
        ("https://video.example/watch?v=9bZkp7q19f0", "look: http://v.example/9bZkp7q19f0"),
        ("https://garden.example/2024/slugs-in-may/", "see garden.example/2024/slugs-in-may#c3"),
    ],
)
def test_a_link_to_the_very_post_advertises_nothing(permalink: str, text: str) -> None:
    assert read(LinkSignal(), text, permalink=permalink).values[:5] == (0.0,) * 5
    assert read(LinkSignal(), text, permalink="https://other.example/page-one").values[3] > 0


def test_a_reader_addressed_and_a_source_cited_are_no_heap_of_links() -> None:
    names = [column.name for column in LinkSignal.columns]
    count, handle = names.index("count"), names.index("handle")
    told = read(LinkSignal(), "@Margit see https://doi.org/10.1234/abc.5").values
    assert told[count] == told[handle] == 0.0
    assert read(LinkSignal(), "order at cheap-tins.example").values[count] > 0
