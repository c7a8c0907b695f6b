"""What people read of a verdict."""

from __future__ import annotations

import pytest

from commentguard.words import chance


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (1.0, "over 99.9%"),
        (0.9995, "over 99.9%"),
        (0.9994, "99.9%"),
        (0.5, "50.0%"),
        (0.0006, "0.1%"),
        (0.0004, "under 0.1%"),
        (0.0, "under 0.1%"),
    ],
)
def test_a_probability_never_claims_to_be_certain(probability: float, said: str) -> None:
    assert chance(probability) == said
