"""Who speaks beside a contact: sellers say we, readers say he and she."""

from __future__ import annotations

import pytest

from commentguard.signals.voice import Voice

from .helpers import read

OURS = [
    "We cover the whole valley. Ring us on 01632 960 148.",
    "Besuchen Sie unser Geschäft, 030 23125 139, wir sind immer da",
    "Nous passons chez vous, 06 39 98 12 34, devis sous 24 h",
    "Ceramics by our students from £12 a piece",
]
THEIRS = [
    "A chap in Hexham, he only has a few each June, 01632 960 114, so ring early",
    "She charged me £40 and they did it in a day",
    "Zij niet, maar hij wel: 020-5550123, vraag hem naar de fiets",
]
QUIET = [
    "we walked to the top and saw nothing",
    "he was right about the frost",
    "our dog does the same",
    "Samaritans are on 116 123",
    "The trial is at gaitpapers.example/0443",
    "thanks, this helped",
    "",
]


@pytest.mark.parametrize("text", OURS)
def test_hears_the_seller(text: str) -> None:
    ours, theirs = read(Voice(), text).values
    assert ours > 0
    assert theirs == 0


@pytest.mark.parametrize("text", THEIRS)
def test_hears_the_customer(text: str) -> None:
    ours, theirs = read(Voice(), text).values
    assert ours == 0
    assert theirs > 0


@pytest.mark.parametrize("text", QUIET)
def test_stays_quiet(text: str) -> None:
    assert read(Voice(), text).values == (0.0, 0.0)


def test_a_pronoun_far_from_the_contact_says_nothing() -> None:
    far = "We had frost again. The beans died. The peas died. It rained. Number: 01632 960 148."
    assert read(Voice(), far).values == (0.0, 0.0)
