"""The head of sentences: what teaches it, who sees what, and that numbers agree."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.training.rows import corpus

from commentguard.comment import Comment
from commentguard.features.encoder import Encoder
from commentguard.features.ngrams import BUCKETS
from commentguard.scoring.linear import Head, Heads, view_scores, weigh
from commentguard.scoring.sentences import FEATURES, SentenceHead, sentences_of
from commentguard.training import sentences
from commentguard.training.corpora import Row
from commentguard.training.matrix import gram_matrix
from commentguard.training.pool import Pool
from commentguard.training.sentences import FOLDS, fit_sentences, fold_of, split_off
from commentguard.verdict import Label

TEXTS = (
    "I walked there on Monday. We offer free quotes, call us now! Then it rained.",
    "",
    "One line without an end",
    "Dots... everywhere. é and 12.5 and more words than one. Ok. A last sentence that is long!",
)


def row(text: str, *evidence: str, label: Label = Label.PROMOTIONAL) -> Row:
    unwanted = label is not Label.HAM
    return Row(Comment(text=text), unwanted, label, "c", 0, "g", evidence=evidence)


def test_a_row_of_the_matrix_is_what_scoring_sums_up() -> None:
    encoded = Encoder().encode([Comment(text=text) for text in TEXTS])
    rng = np.random.default_rng(0)
    table = rng.normal(size=BUCKETS).astype(np.float32)
    heads = Heads.of(Head(0.5, np.zeros(encoded.dense.shape[1], np.float32), table))
    spoken = sentences_of(encoded)
    expected = view_scores(spoken, weigh(encoded, heads), heads.bias)[:, 0]
    found = 0.5 + gram_matrix(encoded, spoken) @ table.astype(np.float64)
    assert spoken.shape[1] > 4
    assert np.allclose(found, expected, rtol=0, atol=1e-9)


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (row(TEXTS[0], "call us now"), [None, True, None]),
        (row(TEXTS[0], "Monday", "call us"), [True, True, None]),
        (row(TEXTS[0], "nowhere in it"), [None, None, None]),
        (row(TEXTS[0]), [True, True, True]),
        (row(TEXTS[0], label=Label.HAM), [False, False, False]),
        (row("Nice. <i>Call&nbsp;us</i> for a quote today.", "Call&nbsp;us"), [None, True]),
    ],
)  # fmt: skip
def test_marked_sentences_teach(of: Row, expected: list[bool | None]) -> None:
    encoded = Encoder().encode([of.comment])
    assert sentences._says([of], encoded)[: len(expected)] == expected


def test_figures_come_from_the_head_that_did_not_see_the_group() -> None:
    pool = Pool(corpus())
    at = np.arange(len(pool))
    stacked = fit_sentences(pool, at, np.ones(len(pool)))
    assert len(stacked.apart) == FOLDS
    figures = stacked.figures(pool)
    assert figures.shape == (len(pool), len(FEATURES))
    fold = np.array([fold_of(one) for one in pool.rows])
    for number, head in enumerate(stacked.apart):
        alone = replace(stacked, apart=(head,) * FOLDS).figures(pool)
        assert np.array_equal(alone[fold == number], figures[fold == number])
    relearned = [
        Row(r.comment, fold_of(r) == 0 and not r.unwanted, r.label, r.corpus, r.number, r.group)
        if fold_of(r) == 0 else r
        for r in pool.rows
    ]  # fmt: skip
    other = fit_sentences(Pool(relearned), at, np.ones(len(pool)))
    assert np.array_equal(other.apart[0].table, stacked.apart[0].table)
    assert not np.array_equal(other.final.table, stacked.final.table)


def test_folds_are_as_large_whichever_part_is_fitted() -> None:
    rows = [row(f"text {k}") for k in range(3000)]
    rows = [replace(one, group=str(k)) for k, one in enumerate(rows)]
    fitted = [fold_of(one) for one in rows if one.part >= 0.25]
    assert all(0.3 < fitted.count(fold) / len(fitted) < 0.37 for fold in range(FOLDS))


def test_adverts_sentences_are_likelier() -> None:
    pool = Pool(corpus())
    at = np.arange(len(pool))
    figures = fit_sentences(pool, at, np.ones(len(pool))).figures(pool)
    highest = figures[:, FEATURES.index("highest")]
    assert highest[pool.unwanted].mean() > highest[~pool.unwanted].mean() + 0.1


def test_one_class_teaches_nothing() -> None:
    readers = Pool([one for one in corpus() if not one.unwanted])
    stacked = fit_sentences(readers, np.arange(len(readers)), np.ones(len(readers)))
    assert not stacked.final.table.any()


def test_weights_behind_the_columns_are_split_off() -> None:
    dense = np.array([1, 2, 3, 4, 5], np.float32)
    head = Head(0.0, dense, np.zeros(BUCKETS, np.float32))
    head, told = split_off(head, SentenceHead.silent())
    assert head.dense.tolist() == [1, 2]
    assert told.weights == (3.0, 4.0, 5.0)
