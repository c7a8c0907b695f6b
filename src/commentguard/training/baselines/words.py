"""Word counts for the baselines: hashed once per pool, weighted anew in every fold.

A baseline must be what a stranger would build, so it is scikit-learn's own vectoriser and not
our encoder. Hashing knows nothing of other rows; whatever is fitted (document frequencies,
log-count ratios) is fitted on training rows by the learners.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

import scipy.sparse as sp
from sklearn.feature_extraction.text import HashingVectorizer

from commentguard.training.pool import Pool

_BITS = 20
_VECTORIZER = HashingVectorizer(
    ngram_range=(1, 2), n_features=1 << _BITS, alternate_sign=False, norm=None,
    token_pattern=r"(?u)\b\w+\b", lowercase=False,
)  # fmt: skip
_counted: WeakKeyDictionary[Pool, sp.csr_matrix] = WeakKeyDictionary()


def word_counts(pool: Pool) -> sp.csr_matrix:
    """(n, 2^20) counts of words and pairs of words, kept as long as the pool is."""
    found = _counted.get(pool)
    if found is None:
        parts = pool.parts
        if parts:
            found = sp.csr_matrix(sp.vstack([word_counts(part) for part in parts], format="csr"))
        else:
            found = sp.csr_matrix(_VECTORIZER.transform(pool.texts))
        _counted[pool] = found
    return found
