"""Experiments: the table counts what it shows."""

from __future__ import annotations

from commentguard.comment import Comment
from commentguard.text.document import Document
from commentguard.training.experiment import EXPERIMENTS, disguised, page


def test_the_page_counts_won_tied_and_lost() -> None:
    name, (question, first, second) = next(iter(EXPERIMENTS.items()))
    text = page(name, question, first, second, [[0.5, 0.5, 0.5], [0.6, 0.5, 0.4]])
    assert "won 1, tied 1, lost 1" in text
    assert text.startswith("# 0001: ")


def test_the_disguise_disguises_and_is_undone() -> None:
    comment = Comment(text="cheap roof loans for all good people")
    attacked = disguised(comment, [])
    assert attacked.text != comment.text
    assert Document(attacked).text == Document(comment).text
