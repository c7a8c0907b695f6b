"""Our own training half, read once for all tests of a worker, whole or an even part of it.

A part is a number of comments, not every so-manieth: tests that fit would take longer with every
brief that the corpus grows by, and would show no more.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from commentguard.training.corpora import Row, default_rows, read_own
from commentguard.training.records import read_records

FOLDER = Path(__file__).parents[2] / "data" / "blog_comments"


@cache
def training_half() -> tuple[Row, ...]:
    """Every row. Immutable, so that no test reads what another left."""
    return tuple(read_own(FOLDER, "train"))


@cache
def what_is_fitted(corpora: Path) -> tuple[Row, ...]:
    """What the default model is trained on, the public corpora in `corpora` among it."""
    return tuple(default_rows(FOLDER, corpora))


@cache
def both_halves() -> tuple[dict[str, Any], ...]:
    """Every record as it is written, of the test half too: for rules, and for nothing that learns."""
    return tuple(record for path in sorted(FOLDER.glob("*.jsonl")) for record in read_records(path))


def some(count: int) -> list[Row]:
    """`count` rows at even distances: of every file, language and label."""
    rows = training_half()
    return [rows[k * len(rows) // count] for k in range(count)]
