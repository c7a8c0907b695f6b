"""Citizens of scikit-learn: its own checks, its tools, and the same numbers as ours."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, clone
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import get_scorer
from sklearn.model_selection import GridSearchCV, GroupKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.utils.estimator_checks import parametrize_with_checks
from tests.training.own import some

from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.scoring.bundle import load
from commentguard.scoring.scorer import Scorer
from commentguard.training import CommentClassifier, CommentFeatures
from commentguard.training.matrix import encode_rows
from commentguard.training.reading import comments_of

ROOT = Path(__file__).parents[2]
EXPECTED = {
    "check_sample_weight_equivalence_on_dense_data": (
        "penalties are per thousand comments, so a comment of weight 2 is not two comments: the "
        "same penalty must mean the same for a weighted corpus"
    ),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """Comments of ours with what is known of them."""

    comments: list[Comment]
    unwanted: NDArray[np.bool_]
    labels: NDArray[np.str_]
    groups: list[str]


@pytest.fixture(scope="module")
def sample() -> Sample:
    # Not where the module begins: every process that collects these tests would read the corpus.
    rows = some(600)
    return Sample(
        [row.comment for row in rows],
        np.array([row.unwanted for row in rows]),
        np.array([str(row.label) for row in rows]),
        [row.group for row in rows],
    )


def expected(estimator: BaseEstimator) -> dict[str, str]:
    return EXPECTED if isinstance(estimator, CommentClassifier) else {}


_CHECKS = parametrize_with_checks(
    [CommentFeatures(wording=False), CommentFeatures(), CommentClassifier()],
    expected_failed_checks=expected,
)
_NAMES, _PAIRS = _CHECKS.args
# scikit-learn skips these where SciPy did not hear of other arrays before it was imported.
OF_ARRAYS = [pair for pair in _PAIRS if "check_array_api" in repr(pair)]


# What a check fits to, and no more: that we warn of such a pair is none of its questions.
@pytest.mark.filterwarnings("ignore:neither 'one' nor 'two' says which is unwanted:UserWarning")
@pytest.mark.parametrize(
    _NAMES, [pair for pair in _PAIRS if pair not in OF_ARRAYS], **_CHECKS.kwargs
)
def test_the_checks_of_scikit_learn(estimator: BaseEstimator, check: Callable[[Any], None]) -> None:
    check(estimator)


def test_the_checks_with_arrays_of_other_libraries() -> None:
    ask = (
        "from tests.training.test_scikit_learn import OF_ARRAYS\n"
        "for estimator, check in OF_ARRAYS: check(estimator); print(estimator)"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, env={**os.environ, "SCIPY_ARRAY_API": "1"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert len(done.stdout.splitlines()) == len(OF_ARRAYS) == 3


def test_no_more_than_twelve_failures_are_expected() -> None:
    assert len(EXPECTED) <= 12


@pytest.fixture(scope="module")
def fitted(sample: Sample) -> CommentClassifier:
    return CommentClassifier().fit(sample.comments, sample.labels)


def test_features_are_those_of_the_encoder(sample: Sample) -> None:
    dense, grams = encode_rows(sample.comments[:20])
    whole = CommentFeatures().fit_transform(sample.comments[:20])
    assert (whole[:, : dense.shape[1]].toarray() == dense).all()
    assert abs(whole[:, dense.shape[1] :] - grams).sum() == 0
    assert (CommentFeatures(wording=False).fit_transform(sample.comments[:20]) == dense).all()


def test_a_frame_of_signals_has_their_names(sample: Sample) -> None:
    frame = (
        CommentFeatures(wording=False)
        .set_output(transform="pandas")
        .fit_transform(sample.comments[:9])
    )
    assert "phone_number.valid" in frame.columns
    assert len(CommentFeatures().fit(sample.comments[:2]).get_feature_names_out()) > 2**18


@pytest.mark.parametrize("kind", ["texts", "array", "series", "mappings", "frame"])
def test_every_way_of_writing_a_comment_reads_the_same(kind: str, sample: Sample) -> None:
    texts = [comment.text for comment in sample.comments[:6]]
    given = {
        "texts": texts,
        "array": np.array(texts),
        "series": pd.Series(texts),
        "mappings": [{"text": text} for text in texts],
        "frame": pd.DataFrame({"text": texts, "author": None, "unknown": 1}),
    }[kind]
    expected = encode_rows([Comment(text=text) for text in texts])[0]
    assert (CommentFeatures(wording=False).fit_transform(given) == expected).all()


def test_missing_values_and_dates_of_a_frame_are_read() -> None:
    frame = pd.DataFrame(
        {
            "text": ["one", "two"],
            "author": pd.array(["Ann", None], dtype="string"),
            "author_approved": pd.array([3, None], dtype="Int64"),
            "posted_at": [pd.Timestamp("2026-11-24"), pd.NaT],
        }
    )
    first = Comment(text="one", author="Ann", author_approved=3, posted_at="2026-11-24T00:00:00")
    assert comments_of(CommentFeatures(), frame, reset=True) == [first, Comment(text="two")]


def test_what_columns_do_to_their_cells_is_undone() -> None:
    frame = pd.DataFrame(
        {
            "id": [1.0, None], "text": ["one", "two"], "honeypot_filled": [1.0, None],
            "post_tags": [np.array(["a", "b"]), None],
        }
    )  # fmt: skip
    first = Comment(text="one", id="1", honeypot_filled=True, post_tags=("a", "b"))
    assert comments_of(CommentFeatures(), frame, reset=True) == [first, Comment(text="two")]


@pytest.mark.parametrize("estimator", [CommentClassifier(), CommentFeatures()])
def test_a_frame_that_does_not_say_which_column_is_the_text_is_refused(
    estimator: CommentClassifier | CommentFeatures,
) -> None:
    frame = pd.DataFrame({"comment": ["one", "two"], "label": ["ham", "spam"], "votes": [1, 2]})
    with pytest.raises(DataError, match="its columns: comment, label, votes"):
        estimator.fit(frame, ["ham", "spam"])


@pytest.mark.parametrize(
    "rows",
    [
        ["one", None],
        np.array(["one", None], dtype=object),
        pd.Series(["one", np.nan]),
        pd.Series(["one", None], dtype="string"),
        pd.DataFrame({"text": ["one", None]}),
        [{"text": "one"}, {"author": "Ann"}],
    ],
    ids=["list", "array", "series", "strings", "frame", "mappings"],
)
def test_a_missing_text_is_named(rows: Any) -> None:
    with pytest.raises(DataError, match=r"row 1 \(from 0\) has no text"):
        CommentClassifier().fit(rows, [0, 1])


def test_columns_of_signals_are_read_as_such(sample: Sample) -> None:
    signals = CommentFeatures(wording=False)
    piped = make_pipeline(signals, CommentClassifier()).fit(
        sample.comments[:80], sample.unwanted[:80]
    )
    dense, _ = encode_rows(sample.comments)
    head = piped[-1].unwanted_
    assert not head.table.any()
    assert piped.decision_function(sample.comments) == pytest.approx(dense @ head.dense + head.bias)
    frame = clone(signals).set_output(transform="pandas").fit_transform(sample.comments[:80])
    framed = CommentClassifier().fit(frame, sample.unwanted[:80])
    assert (framed.unwanted_.dense == head.dense).all()
    for other in (frame[frame.columns[::-1]], frame[frame.columns[:9]]):
        with pytest.raises(DataError, match="all are wanted, in their order"):
            CommentClassifier().fit(other, sample.unwanted[:80])
    with pytest.raises(DataError, match="fitted to wording too"):
        CommentClassifier().fit(["one", "two"], [0, 1]).predict(dense)


@pytest.mark.parametrize(
    "parameter",
    [
        {"gram_penalty": -5}, {"dense_penalty": np.nan}, {"gram_penalty": np.inf},
        {"gram_penalty": "1"}, {"iterations": 0}, {"iterations": 1.5}, {"bounded": "yes"},
    ],
    ids=str,
)  # fmt: skip
def test_parameters_that_make_no_sense_are_refused(parameter: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"'{next(iter(parameter))}' parameter"):
        CommentClassifier(**parameter).fit(["one", "two"], [0, 1])


@pytest.mark.parametrize(("weights", "told"), [([1, -1], "Negative"), ([0, 0], "non-zero")])
def test_weights_that_make_no_sense_are_refused(weights: list[int], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        CommentClassifier().fit(["one", "two"], [0, 1], sample_weight=weights)


def test_three_labels_give_three_probabilities(fitted: CommentClassifier, sample: Sample) -> None:
    chances = fitted.predict_proba(sample.comments)
    assert fitted.classes_.tolist() == ["ham", "promotional", "spam"]
    assert np.allclose(chances.sum(axis=1), 1)
    assert fitted.score(sample.comments, sample.labels) > 0.85
    assert ((fitted.decision_function(sample.comments) > 0) == (chances[:, 0] < 0.5)).all()


@pytest.mark.parametrize(
    ("ham", "advert"),
    [("ham", "advert"), ("Ham", "Advert"), ("valid", "spam"), (0, 1), (False, True)],
    ids=str,
)
def test_of_two_labels_the_advert_is_unwanted(ham: Any, advert: Any, sample: Sample) -> None:
    labels = np.where(sample.unwanted, advert, ham)
    told = CommentClassifier().fit(sample.comments, labels)
    plain = CommentClassifier().fit(sample.comments, sample.unwanted)
    assert (
        told.predict(sample.comments) == np.where(plain.predict(sample.comments), advert, ham)
    ).all()
    at = told.classes_.tolist().index(advert)
    assert (
        told.predict_proba(sample.comments)[:, at] == plain.predict_proba(sample.comments)[:, 1]
    ).all()
    # What scikit-learn's scorers make of it: log-odds are those of the last class.
    auc = get_scorer("roc_auc")
    assert auc(told, sample.comments, labels) == auc(plain, sample.comments, sample.unwanted) > 0.75


def test_two_words_that_say_nothing_are_warned_of() -> None:
    with pytest.warns(UserWarning, match="neither 'a' nor 'b' says .*: 'b' is taken for it"):
        CommentClassifier().fit(["one", "two"], ["a", "b"])


def test_other_labels_are_refused() -> None:
    with pytest.raises(ValueError, match="Only binary classification"):
        CommentClassifier().fit(["a", "b", "c"], ["x", "y", "z"])


def test_cross_validation_and_grid_search(tmp_path: Path, sample: Sample) -> None:
    pipeline = make_pipeline(
        CommentFeatures(), CommentClassifier(iterations=30), memory=str(tmp_path)
    )
    scores = cross_val_score(
        pipeline,
        sample.comments,
        sample.unwanted,
        groups=sample.groups,
        cv=GroupKFold(2),
        scoring="roc_auc",
    )
    assert scores.mean() > 0.75
    search = GridSearchCV(
        pipeline, {"commentclassifier__gram_penalty": [0.1, 100.0]}, cv=GroupKFold(2),
        scoring="roc_auc",
    )  # fmt: skip
    search.fit(sample.comments, sample.unwanted, groups=sample.groups)
    # Which penalty wins depends on how much the signals know; that the search ranks them does not.
    assert search.best_score_ == max(search.cv_results_["mean_test_score"]) > 0.75


def test_features_serve_estimators_that_are_not_ours(sample: Sample) -> None:
    other = make_pipeline(CommentFeatures(wording=False), LogisticRegression(max_iter=500))
    assert (
        other.fit(sample.comments, sample.unwanted).score(sample.comments, sample.unwanted) > 0.75
    )


def test_piped_features_and_comments_give_one_model(sample: Sample) -> None:
    piped = make_pipeline(CommentFeatures(), CommentClassifier()).fit(
        sample.comments[:80], sample.unwanted[:80]
    )
    plain = CommentClassifier().fit(sample.comments[:80], sample.unwanted[:80])
    assert (
        piped.decision_function(sample.comments) == plain.decision_function(sample.comments)
    ).all()


def test_a_bundle_scores_as_the_estimator_does(
    fitted: CommentClassifier, tmp_path: Path, sample: Sample
) -> None:
    bundle = fitted.to_bundle("trial", "1", sample.comments).save(tmp_path)
    scorer = Scorer(load(tmp_path))
    whole = [v for v in scorer.score_many(sample.comments[:60]) if v.view == "whole"]
    expected = fitted.decision_function(sample.comments[:60])
    by_text = {c.id: e for c, e in zip(sample.comments[:60], expected, strict=True)}
    assert len(whole) > 30
    assert all(abs(v.log_odds - by_text[v.id]) < 1e-9 for v in whole)
    assert bundle.training["settings"] == fitted.get_params()


def test_a_clone_is_unfitted() -> None:
    with pytest.raises(Exception, match="not fitted"):
        clone(CommentClassifier().fit(["a", "b"], [0, 1])).predict(["a"])
