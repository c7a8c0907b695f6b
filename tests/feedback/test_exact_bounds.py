"""Clopper and Pearson's bounds, against SciPy and by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta, binom

from commentguard.errors import DataError
from commentguard.feedback.exact_bounds import at_most, lower, upper


@given(st.integers(1, 5000), st.data())
def test_they_agree_with_scipy(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    expected = 1.0 if k == n else float(beta.ppf(0.95, k + 1, n - k))
    assert upper(k, n) == pytest.approx(expected, abs=1e-9)
    expected = 0.0 if k == 0 else float(beta.ppf(0.05, k, n - k + 1))
    assert lower(k, n) == pytest.approx(expected, abs=1e-9)


@given(st.integers(1, 20000), st.data(), st.floats(1e-6, 1 - 1e-6))
def test_the_sum_agrees_with_scipy(n: int, data: st.DataObject, p: float) -> None:
    k = data.draw(st.integers(0, n))
    assert at_most(k, n, p) == pytest.approx(float(binom.cdf(k, n, p)), abs=1e-9)


def test_none_in_598_is_one_in_two_hundred() -> None:
    assert upper(0, 598) == pytest.approx(1 - 0.05 ** (1 / 598), abs=1e-12)
    assert upper(0, 598) < 1 / 200 <= upper(0, 597)


def test_nothing_seen_says_nothing() -> None:
    assert (lower(0, 0), upper(0, 0)) == (0.0, 1.0)


@pytest.mark.parametrize(("k", "n"), [(-1, 3), (4, 3)])
def test_no_share(k: int, n: int) -> None:
    with pytest.raises(DataError):
        upper(k, n)
