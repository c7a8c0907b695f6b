"""What scikit-learn hands over, as comments.

Texts, `Comment`s, mappings, or a data frame with a column ``text`` and any other field of a
comment. An array of rows and cells without such names is read as well, a row being the text of its
cells: that is what lets scikit-learn's own checks run on the estimators instead of being skipped.
A frame of several named columns that hold more than numbers is none of these: which of them is the
text would be a guess, and all of them together may hold the label.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import scipy.sparse as sp
from sklearn.base import BaseEstimator
from sklearn.utils.validation import validate_data

from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.features.encoder import Encoder
from commentguard.features.ngrams import BUCKETS
from commentguard.training.matrix import encode_rows

Matrices = tuple["np.ndarray[tuple[int, int], np.dtype[np.float64]]", sp.csr_matrix]


def comments_of(estimator: BaseEstimator, rows: Any, *, reset: bool) -> list[Comment]:
    """The comments in `rows`.

    Raises `DataError` for a field of the wrong type and for a frame whose text cannot be told,
    `ValueError` for an array that scikit-learn would not accept either.

    `reset` is true in `fit`: it notes the number and names of columns of a plain array, which
    later calls must repeat.
    """
    if isinstance(rows, pd.DataFrame):
        if "text" in rows.columns:
            # Nullable columns have a missing value of their own, which compares with nothing.
            records = rows.astype(object).where(rows.notna(), None).to_dict("records")
            return [Comment.from_mapping({str(k): v for k, v in row.items()}) for row in records]
        _refuse_a_table(rows)
    if _is_texts(rows):
        return [_comment(row) for row in rows]
    cells = validate_data(estimator, rows, reset=reset, dtype=None, ensure_min_samples=1)
    return [Comment(text=" ".join(map(str, row))) for row in cells]


def matrices_of(estimator: BaseEstimator, rows: Any, *, reset: bool) -> Matrices:
    """Signal columns and n-grams of `rows`, which may also be what `CommentFeatures` made."""
    encoder = Encoder()
    width = len(encoder.columns)
    if isinstance(rows, sp.csr_matrix | sp.csr_array) and rows.shape[-1] == width + BUCKETS:
        checked = validate_data(estimator, rows, reset=reset, accept_sparse="csr")
        return checked[:, :width].toarray(), sp.csr_matrix(checked[:, width:])
    return encode_rows(comments_of(estimator, rows, reset=reset), encoder)


def _refuse_a_table(rows: pd.DataFrame) -> None:
    named = [column for column in rows.columns if isinstance(column, str)]
    numbers = rows.select_dtypes(include="number").shape[1]
    if len(named) > 1 and numbers < rows.shape[1]:
        raise DataError(f"the frame has no column 'text'; its columns: {', '.join(named)}")


def _is_texts(rows: Any) -> bool:
    if isinstance(rows, np.ndarray | pd.Series) and rows.ndim != 1:
        return False
    if not isinstance(rows, Sequence | np.ndarray | pd.Series) or isinstance(rows, str):
        return False
    return len(rows) > 0 and all(isinstance(row, str | Comment | Mapping) for row in rows)


def _comment(row: Any) -> Comment:
    if isinstance(row, Comment):
        return row
    return Comment(text=row) if isinstance(row, str) else Comment.from_mapping(row)
