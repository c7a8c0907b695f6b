"""The training run: parity, signs, refusals."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.training.own import some
from tests.training.rows import corpus

from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.features.encoder import Encoder
from commentguard.scoring.bundle import fit_to, load
from commentguard.scoring.scores import score_views
from commentguard.scoring.shipped import default_model
from commentguard.training.corpora import OWN as CORPUS
from commentguard.training.corpora import Row
from commentguard.training.estimator import decision
from commentguard.training.fit import Settings, fit_guard, parts, train
from commentguard.training.matrix import encode_rows
from commentguard.training.padding import innocent_sentences, pad
from commentguard.training.pool import Pool
from commentguard.verdict import Label

OWN = Path(__file__).parents[2] / "data" / "blog_comments"


def test_scorer_and_matrix_agree_to_a_billionth() -> None:
    bundle, encoder = load(default_model()), Encoder()
    comments = [row.comment for row in some(120)]
    comments += [Comment(text=t) for t in ("", "x", "\ud800\x00", "é" * 3000, " \n ")]
    head, _ = fit_to(bundle, encoder)
    dense, grams = encode_rows(comments, encoder)
    views = score_views(encoder.encode(comments), head)
    gap = np.abs(views[: len(comments)] - decision(head, dense, grams))
    assert gap.max() < 1e-9


def test_in_the_sum_reasons_never_speak_for_a_comment_and_readers_never_against() -> None:
    bundle, columns = load(default_model()), Encoder().columns
    for name, weight in zip(bundle.columns, bundle.unwanted.dense, strict=True):
        column = columns[name]
        assert not (column.code and weight <= 0), name
        assert not (column.sign < 0 and weight > 0), name


@pytest.mark.parametrize(
    "labels", [[Label.HAM] * 40, [Label.SPAM] * 40, [Label.HAM, Label.SPAM] * 20]
)
def test_a_missing_class_is_refused(labels: list[Label]) -> None:
    rows = [
        Row(Comment(text=f"comment {k}"), label is not Label.HAM, label, "c", k, str(k))
        for k, label in enumerate(labels)
    ]
    with pytest.raises(DataError):
        train(rows, "x", "1")


def test_one_post_of_everything_is_told_with_counts() -> None:
    rows = [replace(row, group="one post") for row in corpus()]
    with pytest.raises(DataError, match=r"under [01] posts"):
        train(rows, "x", "1")
    one_kind = [
        replace(row, label=Label.SPAM if row.unwanted else Label.HAM, group=str(row.number))
        for row in corpus()
    ]
    with pytest.raises(DataError, match=r"the fit part holds 0 and \d+"):
        train(one_kind, "x", "1")


def test_near_duplicates_are_named_where_they_are_why() -> None:
    said = (
        "Where did you buy that lovely old kettle?",
        "Call now for a cheap kettle and much more!",
    )
    rows = [
        Row(
            Comment(text=said[k % 2]),
            k % 2 == 1,
            (Label.HAM, Label.SPAM)[k % 2],
            "c",
            k,
            f"post {k}",
        )
        for k in range(40)
    ]
    with pytest.raises(
        DataError, match=r"holds 0 and 0, under 0 posts; \d+ more were left out of it"
    ):
        train(rows, "x", "1")


def test_padding_keeps_the_advert_and_is_reproducible() -> None:
    ham = [
        Comment(text="We walked along the canal with the dog today. It rained a good deal again.")
    ]
    sentences = innocent_sentences(ham)
    advert = Comment(text="Call us now!")
    padded = pad(advert, sentences, 3.0, seed=1)
    assert advert.text in padded.text
    assert len(padded.text) >= 3 * len(advert.text)
    assert padded == pad(advert, sentences, 3.0, seed=1)


@pytest.mark.parametrize("name", [CORPUS, "somebody_else's"])
def test_a_probability_is_of_our_own_comments_where_there_are_any(name: str) -> None:
    theirs = [replace(row, corpus="public", number=row.number + 1000) for row in corpus()]
    pool, settings = Pool([*corpus(name), *theirs]), Settings(calibration_share=0.5)
    bundle = fit_guard(pool, "m", "1", settings)
    held = [pool.rows[k] for k in parts(pool, settings)[1]]
    ours = [row for row in held if row.corpus == CORPUS]
    assert bundle.claims["calibration"]["n"] == len(ours or held)
    assert 0 < len(ours or held) <= len(held)


@pytest.mark.parametrize("left", [{True, False}, {True}, {False}])
def test_a_probability_is_of_what_was_not_aimed_at_a_model(left: set[bool]) -> None:
    """Of all our own where what was not aimed at a model is of one class only."""
    settings = Settings(calibration_share=0.5)
    rows = [replace(row, aimed=row.number % 4 < 2) for row in corpus(CORPUS)]
    rows = [row for row in rows if row.aimed or row.unwanted in left]
    pool = Pool(rows)
    held = [pool.rows[k] for k in parts(pool, settings)[1]]
    plain = [row for row in held if not row.aimed]
    bundle = fit_guard(pool, "m", "1", settings)
    assert {row.unwanted for row in plain} == left
    assert bundle.claims["calibration"]["n"] == len(plain if len(left) == 2 else held)
    assert 0 < len(plain) < len(held)


def test_what_was_aimed_at_a_model_changes_what_a_score_is_called_and_no_score() -> None:
    rows = [replace(row, aimed=row.number % 4 < 2) for row in corpus(CORPUS)]
    one, other = (
        fit_guard(Pool(each), "m", "1", Settings(calibration_share=0.5))
        for each in (rows, corpus(CORPUS))
    )
    assert one.unwanted_calibration != other.unwanted_calibration
    np.testing.assert_array_equal(one.unwanted.table, other.unwanted.table)
    cuts = [
        (np.log(b.policy.hold / (1 - b.policy.hold)) - b.unwanted_calibration.intercept)
        / b.unwanted_calibration.slope
        for b in (one, other)
    ]
    assert cuts[0] == pytest.approx(cuts[1], abs=1e-6)
