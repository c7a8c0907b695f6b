"""A document: what leaks in corpora must be gone, and findings must not depend on the disguise."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from commentguard.text.document import Document


def test_the_label_leaks_of_tubespam_are_invisible(document: Callable[..., Document]) -> None:
    plain = document("Check out my channel & more")
    leaked = document("\ufeffCheck out my channel &amp; more\ufeff")
    assert plain.text == leaked.text
    assert leaked.disguises == ()


@pytest.mark.parametrize("mask", [".", "-", " "])
def test_quotations_are_not_said_by_the_writer(
    document: Callable[..., Document], mask: str
) -> None:
    mine = document("Call us now for a free quote")
    theirs = document(
        'They keep posting "call us now for a free quote" under every post, can you stop them?'
    )
    assert mine.hits["cta"]
    assert not theirs.hits["cta"]


def test_a_quotation_may_stand_between_apostrophes(document: Callable[..., Document]) -> None:
    told = document(
        "Under every post of mine they write 'call us now, don't miss our free quote' again"
    )
    assert not told.hits["cta"]
    assert document("'tis us: call us now, don't miss our free quote, 'tis cheap").hits["cta"]
    assert document("it's the baker's, so call us now, it's cheap").hits["cta"]


def test_dollars_around_a_formula_are_no_price(document: Callable[..., Document]) -> None:
    assert document("it costs $8 or $12").prices
    assert not document(r"for $8 \times 8$ and $12 \le n$ we use \alpha").prices


def test_an_advert_in_quotation_marks_is_still_an_advert(document: Callable[..., Document]) -> None:
    assert document('"Call us now for a free quote"').hits["cta"]


def test_places_of_two_words_and_russian_cases(document: Callable[..., Document]) -> None:
    assert [p.name for p in document("from Round Rock or San Antonio").places] == [
        "round rock",
        "san antonio",
    ]
    assert document("живу в Москве").places[0].country == "RU"


def test_words_that_are_also_towns_are_words(document: Callable[..., Document]) -> None:
    for text in ("A mí me cobró 40", "bei 220 Grad in den Ofen", "El banco no contesta"):
        assert not document(text).places
    assert document("we cover Marbella and Fuengirola").places
