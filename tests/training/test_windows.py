"""Windows of a pool: encoded as the comments that they are, once, and not too many kept."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from tests.training.rows import corpus

from commentguard.comment import Comment
from commentguard.features.encoder import Encoded, Encoder
from commentguard.scoring.again import LONGEST, alone
from commentguard.text.document import Document
from commentguard.training import windows
from commentguard.training.corpora import Row
from commentguard.training.windows import Windows

_LONG = " ".join(row.comment.text + "." for row in corpus())
ROWS = [
    Row(Comment(text=text, author="Ruth"), False, None, "long", k, "x")
    for k, text in enumerate((_LONG, "Call" + "\u200b" * LONGEST + " us now", _LONG[::-1]))
]
RANGES = np.array([[0, 0, 1, 1, 2], [0, 40, 0, 5, 7], [80, 200, 11, 11, 90]])


def test_a_window_is_encoded_as_a_comment_of_its_own() -> None:
    found = Windows(ROWS).read(RANGES)
    # The second comment's first range holds too many marks.
    assert [row for row, _ in found] == [0, 0, 1, 2]
    for (row, window), (start, end) in zip(
        found, ((0, 80), (40, 200), (5, 11), (7, 90)), strict=True
    ):
        expected = alone(Document(ROWS[row].comment), start, end)
        assert expected is not None
        encoded = Encoder().encode([expected.comment])
        assert np.array_equal(window.dense, encoded.dense)
        assert np.array_equal(window.grams.chars, encoded.grams.chars)
        assert np.array_equal(window.utterances, encoded.utterances)


@pytest.fixture
def sizes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many comments each batch had that was encoded."""
    found: list[int] = []
    encode = Encoder.encode

    def counted(self: Encoder, comments: Sequence[Comment]) -> Encoded:
        found.append(len(comments))
        return encode(self, comments)

    monkeypatch.setattr(Encoder, "encode", counted)
    return found


def test_what_is_known_is_not_encoded_again(sizes: list[int]) -> None:
    kept = Windows(ROWS)
    first = kept.read(RANGES)
    again = kept.read(RANGES[:, [3, 0]])
    assert sizes == [4]
    assert all(
        one is other for (_, one), (_, other) in zip(again, (first[2], first[0]), strict=True)
    )
    kept.read(np.array([[0, 0], [0, 1], [80, 80]]))
    assert sizes == [4, 1]


def test_more_than_may_be_kept_is_read_all_the_same(
    monkeypatch: pytest.MonkeyPatch, sizes: list[int]
) -> None:
    monkeypatch.setattr(windows, "MOST", 3)
    kept = Windows(ROWS)
    assert len(kept.read(RANGES)) == len(kept.read(RANGES)) == 4
    assert len(kept.read(RANGES[:, :2])) == len(kept.read(RANGES[:, :2])) == 2
    assert sizes == [4, 4, 2]


def test_of_no_windows_there_are_none() -> None:
    assert Windows(ROWS).read(np.zeros((3, 0), dtype=np.int64)) == []
