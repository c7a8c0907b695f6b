"""Pairs of words: none that was added is denied, and few others are claimed."""

from __future__ import annotations

import numpy as np

from commentguard.text.codes import code
from commentguard.text.pairs import Pairs


def test_no_pair_is_denied_and_few_are_claimed() -> None:
    pairs = Pairs()
    firsts = [f"a{k}" for k in range(200)]
    for first in firsts:
        seconds = np.array([code(f"b{k}") for k in range(100)], dtype=np.uint32)
        pairs.add_codes(np.full(100, code(first), dtype=np.uint32), seconds)
    known = np.array([code(first) for first in firsts], dtype=np.uint32)
    for k in range(100):
        assert pairs.begun(known, np.full(200, code(f"b{k}"), dtype=np.uint32)).all()
    claimed = [
        pairs.begun(known, np.full(200, code(f"c{k}"), dtype=np.uint32)).mean() for k in range(50)
    ]
    assert np.mean(claimed) < 0.05
