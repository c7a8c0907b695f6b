"""What gives a label away without meaning anything must not move a single feature."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from commentguard.comment import Comment
from commentguard.training.corpora import SOURCES, Row, read_public
from commentguard.training.matrix import encode_rows

TEXTS = (
    "Check out my channel, it's the best & I sub back!",
    "I don't know why, but this song <3 is older than me",
    "Call us now on 01632 960 148 for a free quote in Leeds, Bradford and Wakefield.",
    "great",
)


def moved(before: list[Comment], after: list[Comment]) -> bool:
    """Whether any column or any n-gram differs."""
    dense_one, grams_one = encode_rows(before)
    dense_two, grams_two = encode_rows(after)
    return bool((dense_one != dense_two).any()) or abs(grams_one - grams_two).sum() > 0


def test_the_byte_order_mark_moves_nothing() -> None:
    plain = [Comment(text=text) for text in TEXTS]
    assert not moved(plain, [Comment(text=text + "\ufeff") for text in TEXTS])
    assert not moved(plain, [Comment(text="\ufeff" + text) for text in TEXTS])


def test_entities_move_nothing() -> None:
    entities = {"&": "&amp;", "'": "&#39;", "<3": "&lt;3"}
    stored = []
    for text in TEXTS:
        for mark, entity in entities.items():
            text = text.replace(mark, entity)
        stored.append(text)
    assert stored != list(TEXTS)
    assert not moved([Comment(text=t) for t in TEXTS], [Comment(text=t) for t in stored])


@pytest.mark.parametrize("date", ["2013-11-07T06:20:48", "1970-01-01T00:00:00", "nonsense"])
def test_dates_move_nothing(date: str) -> None:
    plain = [Comment(text=text) for text in TEXTS]
    assert not moved(plain, [replace(comment, posted_at=date) for comment in plain])


def tube(folder: Path) -> list[Row]:
    return read_public(next(s for s in SOURCES if s.folder == "youtube_tubespam"), folder)


def test_the_traps_are_in_the_data_and_spring_on_nothing(corpora: Path) -> None:
    """On the corpus itself: Eminem's spam alone has no date, ham mostly ends in a mark."""
    rows = [row for row in tube(corpora) if row.group == "uelHwf8o7_U"]
    blank = {row.unwanted for row in rows if not row.comment.posted_at}
    assert blank == {True}
    marked = [row.comment for row in rows if "\ufeff" in row.comment.text][:60]
    assert len(marked) == 60
    assert not moved(marked, [replace(c, text=c.text.replace("\ufeff", "")) for c in marked])
    dated = [row.comment for row in rows if row.comment.posted_at][:60]
    assert not moved(dated, [replace(c, posted_at="") for c in dated])


def test_a_real_difference_does_move() -> None:
    assert moved([Comment(text="great")], [Comment(text="grate")])
    assert np.isfinite(encode_rows([Comment(text="great")])[0]).all()
