"""The linear model behind both heads: logistic regression with bounds and priors.

scikit-learn's `LogisticRegression` knows neither. Bounds keep evidence honest: a column with a
reason code never counts for the comment, a mark of a reader never against it. Priors say what
no corpus could teach (that a site's own staff are not spammers) and are overruled by data.
Signal columns and n-grams are penalised separately, because there are fewer than a hundred of the
one and a quarter of a million of the other. L-BFGS-B: Byrd, Lu, Nocedal and Zhu (1995), through SciPy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.optimize import Bounds, minimize
from threadpoolctl import threadpool_limits

from commentguard.evidence import Column
from commentguard.scoring.linear import Head
from commentguard.training.design import Design, Held, Part

Float = NDArray[np.float64]
R = TypeVar("R")

# What the corpora do not record: the platform's own knowledge of the author.
# And what they hold too little of: a list of searches is an advert with nothing beside it.
PRIORS: Mapping[str, float] = {
    "author.approved": -1.5,
    "author.staff": -3.0,
    "label_stuffing.listed": 10.0,
}
# Evidence that a person would call a reason weighs something before any data is seen.
_REASON_PRIOR = 0.4
# The least a reason may weigh: what moderators are shown must have had a part in the verdict.
_REASON_FLOOR = 0.1


def fit_head(
    dense: Float,
    grams: sp.csr_matrix,
    target: NDArray[np.bool_],
    weight: Float,
    columns: Mapping[str, Column],
    *,
    dense_penalty: float,
    gram_penalty: float,
    bounded: bool = True,
    iterations: int = 200,
) -> Head:
    """Minimise weighted log-loss + ½·penalty·‖w - prior‖², weights rounded to float32.

    Penalties are per unit of total sample weight times one thousandth, so that they mean the
    same for 500 comments and for 50,000. `bounded` applies the columns' declared signs.
    """
    return fit_design(
        Held(dense, grams), target, weight, columns, dense_penalty=dense_penalty,
        gram_penalty=gram_penalty, bounded=bounded, iterations=iterations,
    )  # fmt: skip


def fit_design(
    design: Design,
    target: NDArray[np.bool_],
    weight: Float,
    columns: Mapping[str, Column],
    *,
    dense_penalty: float,
    gram_penalty: float,
    bounded: bool = True,
    iterations: int = 200,
    tolerance: float = 1e-8,
) -> Head:
    """`fit_head` for rows that need not be in memory at once."""
    weight = weight / weight.mean()
    d = len(columns)
    prior = np.zeros(d)
    low, high = np.full(1 + d + design.width, -np.inf), np.full(1 + d + design.width, np.inf)
    for k, (name, column) in enumerate(columns.items()):
        if bounded:
            prior[k] = PRIORS.get(name, _REASON_PRIOR if column.code else 0.0)
        if bounded and column.sign > 0:
            low[1 + k] = _REASON_FLOOR if column.code else 0.0
        if bounded and column.sign < 0:
            high[1 + k] = 0.0
    sign = np.where(target, 1.0, -1.0)
    scale = len(target) / 1000.0

    def loss(theta: Float) -> tuple[float, Float]:
        bias, w, table = theta[0], theta[1 : d + 1], theta[d + 1 :]

        def walk(part: Part) -> tuple[float, float, Float, Float]:
            side, own = sign[part.rows], weight[part.rows]
            margin = side * (bias + part.dense @ w + part.grams @ table)
            pull = -side * own / (1.0 + np.exp(np.clip(margin, -700, 700)))
            value = float(own @ np.logaddexp(0.0, -margin))
            return value, pull.sum(), part.dense.T @ pull, part.transposed @ pull

        value = 0.0
        gradient = np.zeros_like(theta)
        for cost, on_bias, on_columns, on_table in _two_at_a_time(walk, design.parts()):
            value += cost
            gradient[0] += on_bias
            gradient[1 : d + 1] += on_columns
            gradient[d + 1 :] += on_table
        value += 0.5 * scale * dense_penalty * float((w - prior) @ (w - prior))
        value += 0.5 * scale * gram_penalty * float(table @ table)
        gradient[1 : d + 1] += scale * dense_penalty * (w - prior)
        gradient[d + 1 :] += scale * gram_penalty * table
        return value, gradient

    start = np.concatenate([[0.0], prior, np.zeros(design.width)])
    # SciPy walks bounds one by one, also those that bind nothing: where all are such, they are not mentioned.
    free = not (np.isfinite(low).any() or np.isfinite(high).any())
    # One thread: the products are small, waiting threads cost more than they save, and sums
    # taken in another order on another machine would be another model.
    with threadpool_limits(1):
        found = minimize(
            loss, start, jac=True, method="L-BFGS-B", bounds=None if free else Bounds(low, high),
            options={"maxiter": iterations, "maxcor": 8, "ftol": tolerance, "gtol": 1e-6},
        )  # fmt: skip
    own = found.x[: d + 1].astype(np.float32)
    return Head(float(own[0]), own[1:].copy(), design.expand(found.x[d + 1 :]))


def _two_at_a_time(work: Callable[[Part], R], parts: Iterable[Part]) -> Iterator[R]:
    """`work` on each part, in order: the next part is read and multiplied beside this one."""
    with ThreadPoolExecutor(1) as beside:
        waiting: Future[R] | None = None
        for part in parts:
            if waiting is None:
                waiting = beside.submit(work, part)
                continue
            here = work(part)
            yield waiting.result()
            yield here
            waiting = None
        if waiting is not None:
            yield waiting.result()


def decision(head: Head, dense: Float, grams: sp.csr_matrix) -> Float:
    """Log-odds of whole comments, from matrices: what `scoring.linear` must agree with."""
    text = grams @ head.table.astype(np.float64)
    return np.asarray(head.bias + dense @ head.dense.astype(np.float64) + text)
