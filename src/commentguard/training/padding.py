"""Padding: an advert between innocent sentences, for choosing the segment penalty.

The padding evaluated in reports takes its sentences elsewhere, so that what is measured is not
what was tuned.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from commentguard.comment import Comment

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
