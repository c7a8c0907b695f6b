"""The texts of the benchmark: fixed, of about 300 characters, from our own and the public corpora."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from pathlib import Path

from commentguard.comment import Comment
from commentguard.training.corpora import SOURCES, Row, read_own, read_public

ROOT = Path(__file__).parents[1]
COUNT, FIT = 2000, 12_000
_SHORTEST, _LONGEST = 250, 350


@dataclass(frozen=True, slots=True)
class Texts:
    """What is scored (`texts`; `records` with author and post as well), and what rivals learn from."""

    texts: list[str]
    records: list[Comment]
    fit: list[str]
    unwanted: list[bool]


def all_rows() -> list[Row]:
    """Our own training half and, where they are, the public corpora."""
    rows = read_own(ROOT / "data" / "blog_comments", "train")
    folder = Path(os.environ.get("COMMENTGUARD_DATA", ROOT.parent / "shared" / "data"))
    if folder.is_dir():
        for source in SOURCES:
            rows += read_public(source, folder)
    return rows


def read_texts() -> Texts:
    """The same texts on every run over the same corpora."""
    rows = all_rows()
    chosen = random.Random(1)
    fit = chosen.sample(rows, min(FIT, len(rows)))
    scored = [row for row in rows if _SHORTEST <= len(row.comment.text) <= _LONGEST]
    chosen.shuffle(scored)
    scored = scored[:COUNT]
    return Texts(
        [row.comment.text for row in scored],
        [row.comment for row in scored],
        [row.comment.text for row in fit],
        [row.unwanted for row in fit],
    )
