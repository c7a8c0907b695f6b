"""The words that the text layer knows are those of our training comments."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.training.own import what_is_fitted

from commentguard.comment import Comment
from commentguard.text.language import LANGUAGES
from commentguard.text.spelling import KNOWN, Next, Spelling
from commentguard.training.corpora import OWN, Row
from commentguard.training.spelling import (
    ENOUGH,
    FEW,
    OUTNUMBERED,
    counted,
    draw,
    drawn,
    known,
    no_slips,
    seen,
)

EN, ES = (1 << LANGUAGES.index(language) for language in ("en", "es"))


def row(text: str, corpus: str = OWN, lang: str = "en") -> Row:
    return Row(Comment(text=text, lang=lang), False, None, corpus, 0, "")


def test_words_that_could_be_known_are_counted() -> None:
    found = counted([row("A gardn, a GARDEN; garden-shed 12 mp3 it's"), row("garden")])
    assert found == Counter(garden=3, shed=1, gardn=1, mp3=1)


def test_a_word_is_known_where_it_stands_often_enough() -> None:
    counts = {language: Counter[str]() for language in LANGUAGES}
    counts["en"].update(qwertish=ENOUGH, rarish=ENOUGH - 1)
    counts["es"].update(qwertish=ENOUGH + 2)
    found = known(counts)
    assert found["qwertish"] == (EN | ES, ENOUGH + 2)
    assert "rarish" not in found
    # Words of phrases are known however rare.
    assert found["discount"][0] & EN


def test_what_public_comments_say_a_few_times_is_left_alone() -> None:
    own = [row("the fountain")] * ENOUGH
    public = [row("fountan", corpus="elsewhere")]
    book = Spelling(draw(own + public * (FEW - 1)))
    assert book.word(book.next_to("fountan").words[0]) == "fountain"
    assert Spelling(draw(own + public * FEW)).next_to("fountan") == Next()


def test_what_a_word_next_to_it_outnumbers_is_a_slip_however_often_it_is_seen() -> None:
    counts = {"really": OUTNUMBERED * FEW, "realy": FEW, "rally": FEW + 1, "maia": FEW - 1}
    assert set(no_slips(counts)) == {"really", "rally"}
    assert set(no_slips({"and": OUTNUMBERED * FEW, "band": FEW})) == {"and", "band"}


def test_every_word_comes_back_as_it_was_drawn() -> None:
    words = {"abend": (4, 7), "из": (1, 1), "ёлка": (128, 3), "mp3": (1, 9)}
    book = Spelling(drawn(words) | {"seen": seen([])})
    assert [book.word(number) for number in range(len(words))] == list(words)
    assert book.next_to("mp3").languages == 1


def kept() -> dict[str, NDArray[Any]]:
    with np.load(BytesIO(files("commentguard.text").joinpath(KNOWN).read_bytes())) as arrays:
        return dict(arrays)


def test_the_kept_words_are_those_of_the_training_comments(corpora: Path) -> None:
    found = draw(what_is_fitted(corpora))
    assert all(np.array_equal(found[name], array) for name, array in kept().items()), (
        "make spelling"
    )


@pytest.mark.parametrize("name", ["letters", "lengths", "spoken", "common", "seen"])
def test_the_kept_words_have(name: str) -> None:
    assert kept()[name].size
