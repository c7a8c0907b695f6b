"""Proposed lexicon lines: what adverts repeat, not what everybody says."""

from __future__ import annotations

from commentguard.comment import Comment
from commentguard.training.corpora import Row
from commentguard.training.phrases import propose
from commentguard.verdict import Label


def row(text: str, label: Label) -> Row:
    return Row(Comment(text=text, lang="en"), label is not Label.HAM, label, "x", 0, text)


def test_it_proposes_what_adverts_repeat_and_readers_do_not() -> None:
    adverts = [
        row(f"Purple gutter magic for street {k}, the same thing", Label.SPAM) for k in "abcd"
    ]
    readers = [row(f"The same thing happened on street {k} again", Label.HAM) for k in "efgh"]
    found = dict(propose([*adverts, *readers], "en"))
    assert "purple gutter" in found
    assert found["purple gutter"] > found.get("same thing", 0.0)


def test_numbers_and_what_a_lexicon_has_are_no_proposals() -> None:
    adverts = [
        row(f"Purple gutter 020 7946, call us now on street {k}", Label.SPAM) for k in "abcd"
    ]
    found = dict(propose(adverts, "en"))
    assert "purple gutter" in found
    assert not [phrase for phrase in found if "020" in phrase or "call us" in phrase]
