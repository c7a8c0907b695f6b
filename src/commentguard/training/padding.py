"""Padding: an advert between innocent sentences, for choosing the segment penalty.

The padding evaluated in reports takes its sentences elsewhere, so that what is measured is not
what was tuned.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from commentguard.comment import Comment
from commentguard.training.corpora import OWN, Row
from commentguard.training.pool import Pool
from commentguard.training.settings import Settings

Int = NDArray[np.int64]

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]")


def innocent_sentences(comments: Sequence[Comment]) -> list[str]:
    """Sentences of 30 to 160 characters from ham, in a stable order."""
    found = (s.strip() for c in comments for s in _SENTENCE.findall(c.text))
    return sorted({s for s in found if 30 <= len(s) <= 160})


def pad(comment: Comment, sentences: Sequence[str], times: float, seed: int) -> Comment:
    """The comment with `times` its own length of `sentences`, half before and half behind."""
    if not sentences:
        return comment
    chance = random.Random(f"{seed}/{comment.text}")
    wanted = max(1, int(len(comment.text) * times))
    around: list[str] = []
    while sum(map(len, around)) < wanted:
        around.append(chance.choice(sentences))
    half = len(around) // 2
    return replace(comment, text=" ".join((*around[:half], comment.text, *around[half:])))


def padded_adverts(pool: Pool, fit: Int, held: Int, settings: Settings) -> Pool:
    """Our own adverts of the calibration part between sentences of our own ham of the fit part."""
    readers = [k for k in fit if pool.rows[k].corpus == OWN and not pool.unwanted[k]]
    sentences = innocent_sentences([pool.rows[k].comment for k in readers])
    adverts = [pool.rows[k] for k in held if pool.rows[k].corpus == OWN and pool.unwanted[k]]
    padded = [
        replace(row, comment=pad(row.comment, sentences, settings.padding, settings.seed))
        for row in adverts
    ]
    return _pool(tuple(padded))


# Of the fits of a report, all that leave out somebody else's comments ask about the same adverts.
@lru_cache(maxsize=1)
def _pool(rows: tuple[Row, ...]) -> Pool:
    return Pool(rows)
