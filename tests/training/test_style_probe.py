"""The style probe: finds a planted style, finds none where there is none, sees no topic."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest

from commentguard.comment import Comment
from commentguard.training.corpora import Row
from commentguard.training.style_probe import (
    all_probes,
    english,
    function_words,
    probe,
    style,
    style_names,
    table,
)

TOPICS = [
    "bees",
    "hives",
    "slates",
    "gutters",
    "bread",
    "yeast",
    "lenses",
    "kilns",
    "clocks",
    "trams",
    "ponds",
    "moss",
]


def corpus(name: str, topics: Sequence[str], seed: int, end: str = ".") -> list[Row]:
    """Two hundred comments of one grammar about `topics`."""
    chance = random.Random(seed)
    rows = []
    for number in range(200):
        a, b, c = (chance.choice(topics) for _ in range(3))
        text = (
            f"I had the {a} for {chance.randint(2, 9)} years and then my {b} with a {c} was it{end}"
        )
        rows.append(Row(Comment(text=text, lang="en"), False, None, name, number, str(number)))
    return rows


def test_a_planted_habit_is_found_and_named() -> None:
    found = probe(corpus("one", TOPICS, 1), corpus("two", TOPICS, 2, end="!"), unwanted=False)
    assert found is not None
    assert found.auc > 0.95
    assert "mark !" in found.more_in_second
    assert "mark ." in found.more_in_first


def test_topic_is_not_style() -> None:
    # Five letters on both sides: length of words would be style.
    one = [t for t in TOPICS if len(t) == 4] + ["kilns"]
    found = probe(
        corpus("one", [t[:4] for t in one], 1),
        corpus("two", [t[::-1][:4] for t in one], 2),
        unwanted=False,
    )
    assert found is not None
    assert 0.35 < found.auc < 0.65


def test_lengths_are_matched() -> None:
    short = corpus("one", TOPICS, 1)
    long = [
        Row(Comment(text=" ".join([r.comment.text] * 3), lang="en"), False, None, "two", r.number, r.group)
        for r in corpus("two", TOPICS, 2)
    ]  # fmt: skip
    assert probe(short, long, unwanted=False) is None
    assert probe(short, short[:40], unwanted=False) is None
    assert probe(short, corpus("two", TOPICS, 2), unwanted=True) is None


def test_every_column_has_a_name_and_no_name_is_a_topic() -> None:
    columns = style([Comment(text="The bees left, and I was not amused!"), Comment(text="")])
    names = style_names()
    assert columns.shape == (2, len(names))
    seen = {name for name, value in zip(names, columns[0], strict=True) if value}
    assert {"word the", "word and", "word was", "mark ,", "mark !", "capital letters"} <= seen
    assert not {name for name in seen if "bees" in name or "left" in name}
    assert np.isfinite(columns).all()
    assert len(function_words()) > 50


def test_marks_of_storage_are_not_style() -> None:
    plain, stored = style([Comment(text="It's fine"), Comment(text="It&#39;s <b>fine</b>\ufeff")])
    assert plain == pytest.approx(stored)


def test_english_is_taken_by_word_or_by_guess() -> None:
    texts = [
        ("hallo", "de"),
        ("I was in the garden and it was the same with the bees", ""),
        ("ok", "en"),
    ]
    rows = [Row(Comment(text=t, lang=c), False, None, "x", n, "") for n, (t, c) in enumerate(texts)]
    assert [row.number for row in english(rows)] == [1, 2]


def test_all_probes_end_with_the_real_ones_against_each_other() -> None:
    real = {
        name: corpus(name, TOPICS, k)
        for k, name in enumerate(["ham_foxnews", "ham_civil_comments"])
    }
    found = all_probes(corpus("blog_comments", TOPICS, 9), real)
    assert [(p.first, p.second) for p in found] == [
        ("blog_comments", "ham_foxnews"),
        ("blog_comments", "ham_civil_comments"),
        ("ham_foxnews", "ham_civil_comments"),
    ]
    assert table(found).count("\n") == 2 + len(found)
