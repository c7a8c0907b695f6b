"""Hints: nothing in a reader's comment, part of the advert in an advert."""

from __future__ import annotations

import pytest

from commentguard.evidence import Signal
from commentguard.signals.author import Author
from commentguard.signals.call_to_action import CallToAction
from commentguard.signals.link import LinkSignal
from commentguard.signals.location_ad import LocationAd
from commentguard.signals.offer import Offer
from commentguard.signals.superlative import Superlative
from commentguard.signals.voice import Voice
from commentguard.verdict import Code

from .helpers import read

HINTS: list[tuple[Signal, Code, str]] = [
    (LinkSignal(), Code.LINK_PROMO, "the table is at gaitpapers.example/0443"),
    (Offer(), Code.OFFER, "a discount would be nice"),
    (Superlative(), Code.SUPERLATIVE, "an unbeatable view from the top"),
    (LocationAd(), Code.LOCATION_AD, "we moved from Marbella to Fuengirola"),
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
