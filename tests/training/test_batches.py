"""Batches taken apart and put together: to the bit what encoding the same comments together gives."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.training.rows import corpus

from commentguard.comment import Comment
from commentguard.features.encoder import Encoded, Encoder
from commentguard.training.batches import joined, parted

_LONG = " ".join(row.comment.text + "." for row in corpus())
COMMENTS = [
    Comment(),
    *[row.comment for row in corpus(groups=2)],
    Comment(text="Ünïcode — «живой» 漢字 😀 to make the page wide"),
    Comment(text=_LONG, author="Ruth"),
    Comment(text="<b>Call</b> me &amp; more"),
    Comment(text=" "),
]


def same(one: Encoded, other: Encoded) -> None:
    for ours, theirs in zip(arrays(one), arrays(other), strict=True):
        assert ours.dtype == theirs.dtype
        assert np.array_equal(ours, theirs)


def arrays(encoded: Encoded) -> list[NDArray[Any]]:
    return [encoded.dense, *encoded.grams, encoded.segments, encoded.utterances]


@pytest.mark.parametrize(
    "chosen",
    [range(len(COMMENTS)), range(len(COMMENTS))[::-1], (19, 2, 2, 0), (0,), (20, 1), (18,)],
)
def test_parts_of_one_batch_are_another_batch(chosen: range | tuple[int, ...]) -> None:
    parts = parted(Encoder().encode(COMMENTS))
    same(joined([parts[k] for k in chosen]), Encoder().encode([COMMENTS[k] for k in chosen]))


def test_a_part_is_what_the_comment_is_by_itself() -> None:
    for comment, part in zip(COMMENTS, parted(Encoder().encode(COMMENTS)), strict=True):
        same(part, Encoder().encode([comment]))
