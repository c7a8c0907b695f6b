"""Papers: comments in our own layout, and the guard that has to judge them.

An exam on a file is one paper, judged by the contestant as it stands. Cross-validation of our
training half is as many papers as there are folds, each judged by a guard trained without it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from commentguard.training.contestants import Contestant
from commentguard.training.corpora import own_row
from commentguard.training.guards import Guard
from commentguard.training.pool import Pool
from commentguard.training.store import Store

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Paper:
    """`records` are the comments with everything that was written beside them, one a row."""

    name: str
    pool: Pool
    records: tuple[Record, ...]
    guard: Guard


@dataclass(frozen=True, slots=True)
class Exam:
    """A name, and how a contestant gets its papers."""

    name: str
    title: str
    papers: Callable[[Contestant], Sequence[Paper]]
    development: bool = False


def records_pool(records: Sequence[Record], store: Store, corpus: str = "") -> Pool:
    """Records as a pool, under the name of `corpus` if given."""
    rows = [own_row(record, number) for number, record in enumerate(records)]
    return Pool([replace(row, corpus=corpus or row.corpus) for row in rows], store)
