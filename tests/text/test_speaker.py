"""Who speaks: only around a contact, a price or an offer, and never by a call to a friend."""

from __future__ import annotations

from collections.abc import Callable

from commentguard.text.document import Document
from commentguard.text.speaker import NOBODY


def test_a_seller_and_a_customer(document: Callable[..., Document]) -> None:
    seller = document("Bring yours to me, £12 a blade.").speaker
    customer = document("We used the lad by the station, £40 all in.").speaker
    assert seller.own
    assert not seller.customer
    assert customer.customer
    assert not customer.own


def test_the_sentence_before_a_contact_counts_and_others_do_not(
    document: Callable[..., Document],
) -> None:
    near = "We do that on Fridays. 01632 960 148."
    far = "We do that on Fridays. It rained. It froze. The number: 01632 960 148."
    assert document(near).speaker.we
    assert not document(far).speaker.we


def test_text_me_when_you_are_back_names_no_trade(document: Callable[..., Document]) -> None:
    assert not document("cool, text me when you are ready").speaker.own


def test_a_handle_that_addresses_a_reader_is_no_contact(
    document: Callable[..., Document],
) -> None:
    assert not document("@Margit we had the same frost").speaker.we
    assert document("message us, we are @slates_by_joan").speaker.we


def test_nobody_speaks_where_no_pronoun_is(document: Callable[..., Document]) -> None:
    assert document("lovely photos of the frost").speaker is NOBODY
