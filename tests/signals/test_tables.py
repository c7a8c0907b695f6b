"""FIRES and QUIET for the signals whose evidence is a phrase: one table each, many languages."""

from __future__ import annotations

import pytest

from commentguard.evidence import Signal
from commentguard.signals.call_to_action import CallToAction
from commentguard.signals.engagement_bait import EngagementBait
from commentguard.signals.offer import Offer
from commentguard.signals.scam import Scam
from commentguard.signals.superlative import Superlative
from commentguard.verdict import Code

from .helpers import evidence, read

FIRES: list[tuple[Signal, Code, str, str]] = [
    (CallToAction(), Code.CALL_TO_ACTION, "Lovely hives. Visit our shop for more.", "Visit our shop"),
    (CallToAction(), Code.CALL_TO_ACTION, "Book now before Sunday", "Book now"),
    (CallToAction(), Code.CALL_TO_ACTION, "Llámanos y te ayudamos", "Llámanos"),
    (CallToAction(), Code.CALL_TO_ACTION, "Ruf mich einfach an, dann reden wir", "Ruf mich"),
    (CallToAction(), Code.CALL_TO_ACTION, "Contactez-nous dès demain", "Contactez-nous"),
    (CallToAction(), Code.CALL_TO_ACTION, "Звоните нам прямо сегодня", "Звоните нам"),
    (CallToAction(), Code.CALL_TO_ACTION, "Kunjungi toko kami ya kak", "Kunjungi toko kami"),
    (Offer(), Code.OFFER, "At the moment we offer sweeping in the valley", "we offer"),
    (Offer(), Code.OFFER, "Ask for a free quote any day", "free quote"),
    (Offer(), Code.OFFER, "Ofrecemos masajes en casa", "Ofrecemos"),
    (Offer(), Code.OFFER, "Unsere Werkstatt macht das an einem Tag", "Unsere Werkstatt"),
    (Offer(), Code.OFFER, "Nous proposons trois formules", "Nous proposons"),
    (Superlative(), Code.SUPERLATIVE, "We offer unbeatable brushes", "unbeatable"),
    (Superlative(), Code.SUPERLATIVE, "Our clinic is second to none", "second to none"),
    (EngagementBait(), Code.ENGAGEMENT_BAIT, "sub 4 sub anyone", "sub 4 sub"),
    (EngagementBait(), Code.ENGAGEMENT_BAIT, "follow me back please", "follow me back"),
    (Scam(), Code.SCAM, "need an urgent loan today", "urgent loan"),
    (Scam(), Code.SCAM, "a love spell that holds", "love spell"),
    (Scam(), Code.SCAM, "préstamos entre particulares sin aval", "préstamos entre particulares"),
    (Scam(), Code.SCAM, "situs slot gacor hari ini", "slot gacor"),
]  # fmt: skip

QUIET: list[tuple[Signal, str]] = [
    (CallToAction(), "call me crazy, but I like it flat"),
    (CallToAction(), "see your doctor about that"),
    (CallToAction(), "check out this study on bees"),
    (CallToAction(), "ring 999 if a slate has hit someone"),
    (CallToAction(), "I called them twice and nobody rang back"),
    (CallToAction(), "visit Leeds in spring if you can"),
    (CallToAction(), 'He wrote "call us now, cheapest roofers in town" under every post I have made this year'),
    (CallToAction(), ""),
    (Offer(), "my groomer charged 45"),
    (Offer(), "my therapist recommended walking"),
    (Offer(), "they quoted me 420 for a socket"),
    (Offer(), "the price went up again"),
    (Offer(), "free range eggs"),
    (Offer(), ""),
    (Superlative(), "best decision I ever made was to stop"),
    (Superlative(), "best post so far"),
    (Superlative(), "the best bit is the crust"),
    (Superlative(), "my mum makes the best soup"),
    (Superlative(), ""),
    (EngagementBait(), "what would you change?"),
    (EngagementBait(), "please log a passage plan"),
    (EngagementBait(), "I subscribed years ago"),
    (EngagementBait(), ""),
    (Scam(), "the doorstep trick again: they said our roof was loose"),
    (Scam(), "my student loan is paid, finally"),
    (Scam(), "a spell of dry weather"),
    (Scam(), "beware, the urgent loan people wrote to me too"),
    (Scam(), ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("signal", "code", "text", "phrase"), FIRES, ids=[f"{s.name}-{p}" for s, _, _, p in FIRES]
)
def test_fires_and_points_at_the_phrase(signal: Signal, code: Code, text: str, phrase: str) -> None:
    found = evidence(signal, code, text)
    assert any(phrase in span or span in phrase for span in found), found


@pytest.mark.parametrize(
    ("signal", "text"), QUIET, ids=[f"{s.name}-{k}" for k, (s, _) in enumerate(QUIET)]
)
def test_stays_quiet(signal: Signal, text: str) -> None:
    assert read(signal, text).fired == ()
