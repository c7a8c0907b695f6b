"""Hints: nothing in a reader's comment, part of the advert in an advert."""

from __future__ import annotations

import pytest

from commentguard.evidence import Signal
from commentguard.signals.author import Author
from commentguard.signals.call_to_action import CallToAction
from commentguard.signals.generic_praise import GenericPraise
from commentguard.signals.label_stuffing import LabelStuffing
from commentguard.signals.link import LinkSignal
from commentguard.signals.location_ad import LocationAd
from commentguard.signals.offer import Offer
from commentguard.signals.relevance import Relevance
from commentguard.signals.superlative import Superlative
from commentguard.signals.voice import Voice
from commentguard.verdict import Code

from .helpers import read

HINTS: list[tuple[Signal, Code, str]] = [
    (LinkSignal(), Code.LINK_PROMO, "the table is at gaitpapers.example/0443"),
    (Offer(), Code.OFFER, "a discount would be nice"),
    (Superlative(), Code.SUPERLATIVE, "an unbeatable view from the top"),
    (LocationAd(), Code.LOCATION_AD, "we moved from Marbella to Fuengirola"),
    (
        LabelStuffing(),
        Code.LABEL_STUFFING,
        "slate roofer Leeds, flat roof repair, roofing quotes, gutter repair, cheap roofer",
    ),
    (Voice(), Code.OFFER, "Our fee is £40 and we are glad of it"),
]


@pytest.mark.parametrize(("signal", "code", "text"), HINTS)
def test_is_hinted_and_not_fired(signal: Signal, code: Code, text: str) -> None:
    reading = read(signal, text)
    assert reading.fired == ()
    assert reading.faint == (code,)
    assert reading.spans[code]


def test_a_warning_hints_at_nothing() -> None:
    quoted = 'Beware: a caller said "call us" and "special offer", it is a scam.'
    assert read(CallToAction(), quoted).faint == ()
    assert read(Offer(), quoted).faint == ()


def test_a_long_name_with_a_place_is_a_hint() -> None:
    reading = read(Author(), "Nice", author="Moss Removal Hexham Area North")
    assert Code.BUSINESS_AUTHOR in (*reading.fired, *reading.faint)


POST = {
    "post_title": "Why my loaf stayed flat",
    "post_text": "Notes on underproofed sourdough bread, flour, salt and a thermometer.",
}


@pytest.mark.parametrize(
    "text",
    [
        "Great post, thanks for sharing. New watches for the whole summer https://cheap-watches.example",
        "shiny new watches for summer, write to joan (at) watches (dot) example",
    ],
)
def test_a_contact_dropped_under_another_post_is_hinted_as_off_topic(text: str) -> None:
    reading = read(Relevance(), text, **POST)
    assert reading.fired == ()
    assert reading.faint == (Code.OFF_TOPIC,)


@pytest.mark.parametrize(
    "text",
    [
        "My gran walked to the mill every week in the snow and never complained",
        "The mill museum keeps its old hours on hoursofmills.example for visitors",
        "Strong flour saved mine, thanks, see breadnotes.example",
        "lovely",
    ],
)
def test_a_reader_who_wanders_is_not_even_hinted(text: str) -> None:
    assert read(Relevance(), text, **POST).faint == ()


def test_praise_that_is_half_of_it_is_a_hint_beside_a_link() -> None:
    half = "Nice blog! My own flour notes since March are at breadnotes.example, in a table"
    assert read(GenericPraise(), half).faint == (Code.GENERIC_PRAISE,)
    assert read(GenericPraise(), half.replace("Nice blog!", "Hm.")).faint == ()
    assert read(GenericPraise(), "Nice blog! My own flour notes since March").faint == ()
