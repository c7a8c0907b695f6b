"""Adverts under attack: how much of what was caught plain is still caught.

Only adverts are attacked, only by one attack at a time, and recall is told relative to the same
adverts plain. Padding takes its sentences from readers of the same exam in the advert's own
language, which no model of the report was trained on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commentguard.training import slices
from commentguard.training.attacks.suite import SUITE
from commentguard.training.corpora import Row
from commentguard.training.padding import innocent_sentences
from commentguard.training.pool import Pool
from commentguard.training.store import Store
from commentguard.training.tracks.exam import Paper
from commentguard.training.tracks.outcome import Outcome

Bools = NDArray[np.bool_]


def figures(outcome: Outcome, papers: Sequence[Paper], store: Store) -> dict[str, Any]:
    """Recall by attack: plain, attacked, and the share of plain recall that is kept."""
    plain = outcome.held[outcome.unwanted]
    everyone = [row for paper in papers for row in paper.pool.rows]
    sentences = _sentences(everyone)
    told: dict[str, Any] = {"plain": slices.caught(plain), "attacks": {}}
    for attack in SUITE:
        held = np.concatenate(
            [_held(paper, attack_rows(paper, attack.name, sentences), store) for paper in papers]
        )
        told["attacks"][attack.name] = {
            "kind": attack.kind,
            **slices.caught(held),
            "kept": float(held.sum() / max(1, plain.sum())),
            "lost": int((plain & ~held).sum()),
            "gained": int((~plain & held).sum()),
        }
    return told


def attack_rows(paper: Paper, name: str, sentences: Mapping[str, Sequence[str]]) -> list[Row]:
    """The unwanted rows of a paper under the attack called `name`."""
    attack = next(one for one in SUITE if one.name == name)
    return [
        replace(row, comment=attack.on(row.comment, sentences.get(row.comment.lang, ())))
        for row in paper.pool.rows
        if row.unwanted
    ]


def _held(paper: Paper, rows: Sequence[Row], store: Store) -> Bools:
    return paper.guard.judge(Pool(rows, store)).held


def _sentences(rows: Sequence[Row]) -> Mapping[str, Sequence[str]]:
    languages = sorted({row.comment.lang for row in rows})
    return {
        lang: innocent_sentences(
            [row.comment for row in rows if row.comment.lang == lang and not row.unwanted]
        )
        for lang in languages
    }
