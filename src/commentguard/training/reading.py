"""What scikit-learn hands over, as comments.

Texts, `Comment`s, mappings, or a data frame with a column ``text`` and any other field of a
comment; one whose text is missing is refused. An array of rows and cells without such names is read as well, a row being the text of its
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

from commentguard.comment import Comment, plain_cells
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
    comments = _told(rows)
    if comments is not None:
        return comments
    return _of_cells(validate_data(estimator, rows, reset=reset, dtype=None))


def matrices_of(estimator: BaseEstimator, rows: Any, *, reset: bool) -> Matrices:
    """Signal columns and n-grams of `rows`, which may also be what `CommentFeatures` made.

    What it made without wording is numbers in as many columns as there are signals', and has no n-grams. An
    estimator that was not fitted to such refuses them: it would miss the wording that it learned.
    """
    encoder = Encoder()
    width = len(encoder.columns)
    if isinstance(rows, sp.csr_matrix | sp.csr_array) and rows.shape[-1] == width + BUCKETS:
        checked = validate_data(estimator, rows, reset=reset, accept_sparse="csr")
        return checked[:, :width].toarray(), sp.csr_matrix(checked[:, width:])
    comments = _told(rows)
    if comments is None:
        _refuse_some_signals(rows, list(encoder.columns))
        cells = validate_data(estimator, rows, reset=reset, dtype=None)
        if cells.shape[1] == width and np.asarray(cells).dtype.kind in "fiu":
            if getattr(estimator, "n_features_in_", None) != width:
                raise DataError("signals alone, of an estimator that was fitted to wording too")
            return np.asarray(cells, dtype=np.float64), sp.csr_matrix((len(cells), BUCKETS))
        comments = _of_cells(cells)
    return encode_rows(comments, encoder)


def _told(rows: Any) -> list[Comment] | None:
    """The comments of whatever says what its text is, `None` of anything else."""
    if isinstance(rows, pd.DataFrame):
        if "text" not in rows.columns:
            _refuse_a_table(rows)
            return None
        # Nullable columns have a missing value of their own, which compares with nothing.
        records = rows.astype(object).where(rows.notna(), None).to_dict("records")
        rows = [{str(k): v for k, v in row.items()} for row in records]
    elif not _is_texts(rows):
        return None
    return [_comment(row, k) for k, row in enumerate(rows)]


def _of_cells(cells: Any) -> list[Comment]:
    return [Comment(text=" ".join(map(str, row))) for row in cells]


def _refuse_some_signals(rows: Any, columns: list[str]) -> None:
    if isinstance(rows, pd.DataFrame) and list(rows.columns) != columns:
        theirs = len(set(rows.columns) & set(columns))
        if theirs or rows.shape[1] == len(columns):
            raise DataError(
                f"{theirs} of the frame's {rows.shape[1]} columns are signals', "
                f"which are {len(columns)}: all are wanted, in their order"
            )


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
    return len(rows) > 0 and all(
        isinstance(row, str | Comment | Mapping) or _is_missing(row) for row in rows
    )


def _is_missing(value: Any) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and value != value)


def _comment(row: Any, number: int) -> Comment:
    if isinstance(row, Comment):
        return row
    if _is_missing(row) or (isinstance(row, Mapping) and _is_missing(row.get("text"))):
        raise DataError(f"row {number} (from 0) has no text", field="/text")
    return Comment(text=row) if isinstance(row, str) else Comment.from_mapping(plain_cells(row))
