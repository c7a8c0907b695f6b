"""Slips of the finger are put right before a text is read, and shown as they were typed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentguard.comment import Comment
from commentguard.text.document import Document
from commentguard.text.slips import Slip, put_right

FIRES = (
    ("Plese call us for an appoinment.", "please call us for an appointment."),
    ("You can vsiit our shop tdoay!", "you can visit our shop today!"),
    ("It was (certianly) good, it was wondreful", "it was (certainly) good, it was wonderful"),
    ("And 7his is the fre3 thing", "and this is the free thing"),
    ("¿tiedna? Está aquí, te esperamos", "¿tienda? esta aqui, te esperamos"),
    ("xplease call us, pleasex call us", "please call us, please call us"),
    ("Visita nuestra tiedna, te esperamos aquí", "visita nuestra tienda, te esperamos aqui"),
    ("Мы чиним велосиепды в любое время", "мы чиним велосипеды в любое время"),
)

# Words that are known, in other languages as well; parts of addresses and signs; numbers; what nothing is near to.
QUIET = (
    "Please call us for an appointment.",
    "Our page is vsiit.example and more at appoinment.example/plese",
    "Write to plese@appoinment.example for it",
    "Look for #appoinment or @plese there",
    "A plese-appoinment is what we have",
    "don't and won't and it's what we said",
    "Call 01632 960983 or 07700 900 123 for it",
    "The mp3 of it is on page 12b and 4x4",
    "Call 077 7oo 9oo 8oo today, or o1l 7oo1",
    "The address is CA11 7BH, for 80mb or 54le of it",
    "Go to vsiit dot com, or appoinment . com, or appoinment [.] com",
    "Write to plese at vsiit dot com",
    "Zxqvk wrote that the qxzvkw is there",
    "",
    "?!",
)


def read(text: str, title: str = "", parent: str = "") -> Document:
    return Document(Comment(text=text, post_title=title, parent_text=parent))


@pytest.mark.parametrize(("text", "expected"), FIRES)
def test_slips_are_put_right(text: str, expected: str) -> None:
    assert read(text).text == expected


@pytest.mark.parametrize("text", QUIET)
def test_everything_else_is_left(text: str) -> None:
    assert read(text).text == text.lower()


@pytest.mark.parametrize(("text", "expected"), FIRES)
def test_every_word_is_shown_as_it_was_typed(text: str, expected: str) -> None:
    document = read(text)
    words = [document.span(*found.span()) for found in re.finditer(r"[\w']+", expected)]
    assert [text[span.start : span.end] for span in words] == re.findall(r"[\w']+", text)


def test_what_the_post_says_is_spelled_so() -> None:
    text = "Is the appoinment still open for us?"
    assert "appointment" in read(text).text
    assert "appoinment" in read(text, title="The Appoinment Theatre").text
    assert "appoinment" in read(text, parent="We saw the Appoinment").text


def test_what_others_wrote_before_keeps_no_slip_but_names() -> None:
    """Or somebody who answers himself could have an advert read as it was typed."""
    assert "appointment" in read("Is the appoinment open?", parent="the appoinment is open").text


def test_accents_and_names_of_the_post_are_known() -> None:
    assert "zoe" in read("I like Zoë a lot, that is all", title="About Zoë today").text
    comment = Comment(text="That is what Jonh said to us", parent_author="Jonh Wrold")
    assert "jonh" in Document(comment).text


def test_what_a_list_means_is_read_as_it_was_typed() -> None:
    assert Document(Comment(text="Plese call us"), slips=False).text == "plese call us"


def test_the_language_of_the_text_says_which_word_it_is() -> None:
    # "tiemp" is one letter from Spanish "tiempo", and Spanish has it.
    assert "tiempo" in read("hace mucho tiemp que no te vemos por aqui").text


@given(st.lists(st.sampled_from([text for text, _ in FIRES] + list(QUIET)), max_size=6))
def test_texts_are_read_together_as_alone(texts: list[str]) -> None:
    documents, _ = Document.many([Comment(text=text) for text in texts])
    assert [one.text for one in documents] == [read(text).text for text in texts]


@pytest.mark.parametrize(
    "texts",
    [["v1agra_", "joan{ titik } "], ["name dot", "fre3 "], ["come and vsiit us", ". [dot] shop"]],
)
def test_what_the_next_comment_says_changes_nothing(texts: list[str]) -> None:
    """An address spoken in one comment is none of its neighbour's in a batch."""
    documents, _ = Document.many([Comment(text=text) for text in texts])
    assert [one.text for one in documents] == [read(text).text for text in texts]


@given(
    st.lists(st.sampled_from(["abc", "abd", "bac", "ab", "abcd", "xabc"]), min_size=1, max_size=8)
)
def test_the_way_back_covers_each_word(words: list[str]) -> None:
    typed = " ".join(words)
    slips, at = [], 0
    for word in words:
        slips.append(Slip(0, at, at + len(word), "abc"))
        at += len(word) + 1
    text, offsets = put_right(typed, slips)
    assert text == " ".join(["abc"] * len(words))
    for k, (slip, word) in enumerate(zip(slips, words, strict=True)):
        span = offsets.span(4 * k, 4 * k + 3)
        assert (span.start, span.end) == (slip.start, slip.end), word
