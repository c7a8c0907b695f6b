"""`CommentFeatures`: our encoder as a scikit-learn transformer.

It learns nothing, because the encoder learns nothing: `fit` only notes the shape of the input. So
a pipeline with it cannot leak from a test fold, and its features are those of the server.
"""

from __future__ import annotations

from typing import Any, Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from commentguard.features.encoder import Encoder
from commentguard.features.ngrams import BUCKETS
from commentguard.training.reading import comments_of, matrices_of


class CommentFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # untyped bases
    """Comments to signal columns and, with `wording`, hashed n-grams behind them.

    Input: see `reading`. Output: a CSR matrix, or with ``wording=False`` a dense array of signal
    columns alone, which `set_output(transform="pandas")` turns into a frame with their names.
    The trap: a quarter of a million columns, so most of scikit-learn's estimators want
    ``wording=False`` or a sparse solver.
    """

    def __init__(self, wording: bool = True) -> None:
        self.wording = wording

    def fit(self, rows: Any, y: Any = None) -> Self:
        """Note the input's shape; nothing is learned."""
        comments_of(self, rows, reset=True)
        self.columns_ = tuple(Encoder().columns)
        return self

    def transform(self, rows: Any) -> sp.csr_matrix | NDArray[np.float64]:
        """The features of `rows`, in order."""
        check_is_fitted(self)
        dense, grams = matrices_of(self, rows, reset=False)
        return (
            sp.csr_matrix(sp.hstack([sp.csr_matrix(dense), grams], format="csr"))
            if self.wording
            else dense
        )

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:
        """``phone_number.valid`` and so on, then ``wording.0`` to the last bucket."""
        check_is_fitted(self)
        names = list(self.columns_)
        if self.wording:
            names += [f"wording.{bucket}" for bucket in range(BUCKETS)]
        return np.array(names, dtype=object)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.requires_fit = True
        return tags
