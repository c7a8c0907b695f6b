"""Probes: every column moved, by the fewest comments, also for somebody with few of their own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.training.own import some
from tests.training.rows import corpus

from commentguard.comment import Comment
from commentguard.errors import ModelError
from commentguard.evidence import Column, Reading
from commentguard.features.encoder import Encoder
from commentguard.scoring.bundle import Bundle
from commentguard.signals import SIGNALS
from commentguard.text import traces
from commentguard.text.document import Document
from commentguard.training import fit
from commentguard.training.endings import as_written
from commentguard.training.probes import choose_probes
from commentguard.training.settings import Settings


class Silent:
    """A signal that nothing moves."""

    name = "silent"
    columns = (Column("never"),)
    wakes = traces.EVERYTHING
    silent = Reading.nothing(1)

    def read(self, doc: Document) -> Reading:
        """Zero, whatever the document says."""
        del doc
        return Reading((0.0,))


@pytest.fixture(scope="module")
def shipped() -> tuple[Comment, ...]:
    """The probes of a part of our own corpus: what moves every column there does so in all of it."""
    return tuple(choose_probes([row.comment for row in some(6000)], Encoder()))


def test_our_own_corpus_moves_every_column(shipped: tuple[Comment, ...]) -> None:
    assert len(shipped) <= 48
    assert (Encoder().encode(shipped).dense > 0).any(axis=0).all()


def test_few_comments_of_ones_own_are_enough_for_known_signals(
    shipped: tuple[Comment, ...],
) -> None:
    """The shipped model's probes stand in for the columns that it knows."""
    few = [Comment(text="Nice walk, we did it in May."), *shipped[-12:]]
    chosen = choose_probes(few, Encoder())
    assert np.any(Encoder().encode(chosen).dense > 0, axis=0).all()


def test_a_column_that_nothing_moves_is_named() -> None:
    with pytest.raises(ModelError, match=r"silent\.never"):
        choose_probes([], Encoder((*SIGNALS, Silent())))


def test_a_model_proves_itself_with_addresses_as_they_were_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Comment] = []

    def written(_bundle: Bundle, _encoder: Encoder, own: list[Comment]) -> tuple[()]:
        asked.extend(own)
        return ()

    monkeypatch.setattr(fit, "write_probes", written)
    rows = [
        replace(row, comment=replace(row.comment, post_title=row.group))
        for row in corpus("blog_comments")
    ]
    fit.train(rows, "own", "1", Settings(calibration_share=0.4))
    titles = {comment.post_title for comment in asked}
    assert titles
    assert titles < {row.group for row in rows}
    assert all(as_written(comment.lang, comment.post_title) for comment in asked)
