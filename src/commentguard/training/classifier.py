"""`CommentClassifier`: the model of this project as a scikit-learn estimator.

The same encoder and the same bounded logistic regression as `commentguard train`, without its
sentences, trees and calibration part: for cross-validation, grid search and questions. What it learned can be exported
to a bundle and served.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from numbers import Integral, Real
from typing import Any, ClassVar, Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils import assert_all_finite
from sklearn.utils._param_validation import Interval
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, column_or_1d

from commentguard.comment import Comment
from commentguard.features.encoder import Encoder
from commentguard.features.ngrams import BUCKETS
from commentguard.scoring.bundle import Bundle
from commentguard.scoring.calibration import Calibration
from commentguard.scoring.linear import Head
from commentguard.scoring.policy import Policy
from commentguard.scoring.sentences import SentenceHead
from commentguard.training.classes import unwanted_of
from commentguard.training.estimator import decision, fit_head
from commentguard.training.fit import Settings
from commentguard.training.probes import write_probes
from commentguard.training.reading import Matrices, matrices_of
from commentguard.verdict import Label

Float = NDArray[np.float64]

_LABELS = sorted(label.value for label in Label)
_DEFAULT = Settings()
# A penalty beyond it is no penalty but a mistake, and infinity is none.
_MOST = 1e9


class CommentClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # untyped bases
    """Ham against unwanted comments; with the labels ham, promotional and spam also which of the two.

    Input: see `reading`; also what `CommentFeatures` makes. Of two classes `classes.unwanted_of` says
    which is *unwanted* (``True``, ``1``, ``"spam"``, what is not ``"ham"``). The trap: `predict_proba` is the logistic
    function of the score, not calibrated; wrap it in `CalibratedClassifierCV`, or use `commentguard train`.
    """

    _parameter_constraints: ClassVar = {
        "dense_penalty": [Interval(Real, 0, _MOST, closed="both")],
        "gram_penalty": [Interval(Real, 0, _MOST, closed="both")],
        "bounded": ["boolean"],
        "iterations": [Interval(Integral, 1, None, closed="left")],
    }

    def __init__(
        self,
        dense_penalty: float = _DEFAULT.dense_penalty,
        gram_penalty: float = _DEFAULT.gram_penalty,
        bounded: bool = True,
        iterations: int = 200,
    ) -> None:
        self.dense_penalty = dense_penalty
        self.gram_penalty = gram_penalty
        self.bounded = bounded
        self.iterations = iterations

    def fit(self, rows: Any, y: Any, sample_weight: Any = None) -> Self:
        """Fit to `rows` labelled `y`.

        Raises `ValueError` for anything but two classes or our three, for parameters out of bounds and for
        weights below 0.
        """
        self._validate_params()
        matrices = matrices_of(self, rows, reset=True)
        count = matrices[0].shape[0]
        if y is None:
            raise ValueError("requires y to be passed, but the target y is None")
        labels = column_or_1d(y, warn=True)
        if labels.dtype.kind == "f":
            assert_all_finite(labels, input_name="y")
        check_classification_targets(labels)
        if len(labels) != count:
            raise ValueError(f"inconsistent numbers of samples: {count} rows, {len(labels)} labels")
        weight = np.asarray(
            _check_sample_weight(sample_weight, matrices[0], ensure_non_negative=True), np.float64
        )
        self.classes_ = np.unique(labels)
        self.n_columns_ = matrices[0].shape[1]
        self.kind_: Head | None = None
        self.unwanted_at_ = 1
        if self.classes_.tolist() == _LABELS:
            unwanted = labels != Label.HAM.value
            self.kind_ = self._head(matrices, labels == Label.SPAM.value, weight, at=unwanted)
        elif len(self.classes_) == 2:
            self.unwanted_at_ = unwanted_of(self.classes_.tolist())
            unwanted = labels == self.classes_[self.unwanted_at_]
        else:
            # The words that scikit-learn's checks ask of a binary classifier.
            raise ValueError(
                "Only binary classification is supported. The type of the target is "
                f"{type_of_target(labels)} with {len(self.classes_)} class(es)."
            )
        self.unwanted_ = self._head(matrices, unwanted, weight)
        return self

    def decision_function(self, rows: Any) -> Float:
        """Log-odds of *unwanted*, of whole comments: windows and penalty belong to the scorer.

        The trap: where ham sorts last of two classes they are those of ham, because scikit-learn's scorers
        take them for those of `classes_[1]`.
        """
        check_is_fitted(self)
        found = decision(self.unwanted_, *matrices_of(self, rows, reset=False))
        return found if self.unwanted_at_ else -found

    def predict_proba(self, rows: Any) -> Float:
        """Uncalibrated probabilities of `classes_`, in their order."""
        check_is_fitted(self)
        matrices = matrices_of(self, rows, reset=False)
        p = _logistic(decision(self.unwanted_, *matrices))
        if self.kind_ is None:
            return np.column_stack([1 - p, p] if self.unwanted_at_ else [p, 1 - p])
        q = _logistic(decision(self.kind_, *matrices))
        return np.column_stack([1 - p, p * (1 - q), p * q])

    def predict(self, rows: Any) -> NDArray[Any]:
        """The most probable class of each row."""
        check_is_fitted(self)
        if self.kind_ is None:
            chosen = (self.decision_function(rows) > 0).astype(np.int64)
        else:
            chosen = self.predict_proba(rows).argmax(axis=1)
        return np.asarray(self.classes_[chosen])

    def to_bundle(self, name: str, version: str, comments: Sequence[Comment] = ()) -> Bundle:
        """What was learned as a bundle that `Scorer` serves; probes are chosen among `comments`.

        Its probabilities are as uncalibrated as `predict_proba`, it holds above one half, and
        windows pay what they pay by default: good for trying, not for promoting. Raises `ModelError`
        when no probe moves some column.
        """
        check_is_fitted(self)
        encoder = Encoder()
        none = Head(0.0, np.zeros(self.n_columns_, np.float32), np.zeros(BUCKETS, np.float32))
        bundle = Bundle(
            name, version, tuple(encoder.columns), self.unwanted_,
            self.kind_ or none,
            SentenceHead.silent(), Calibration(), Calibration(),
            _DEFAULT.penalties[0], _DEFAULT.discount, Policy(), again=_DEFAULT.again,
            training={"estimator": "CommentClassifier", "settings": self.get_params()},
        )  # fmt: skip
        return replace(bundle, probes=write_probes(bundle, encoder, comments))

    def _head(
        self, matrices: Matrices, target: NDArray[np.bool_], weight: Float, at: Any = slice(None)
    ) -> Head:
        dense, grams = matrices
        used = weight[at] > 0
        return fit_head(
            dense[at][used], sp.csr_matrix(grams[at])[used], target[at][used], weight[at][used],
            Encoder().columns, dense_penalty=self.dense_penalty, gram_penalty=self.gram_penalty,
            bounded=self.bounded, iterations=self.iterations,
        )  # fmt: skip

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.classifier_tags.multi_class = False
        return tags


def _logistic(log_odds: Float) -> Float:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(log_odds, -700.0, 700.0))))
