"""What a scorer asks of a site's own learning.

A protocol, so that scoring stays below `feedback` and knows nothing of logs, people and quorums.
"""

from __future__ import annotations

from typing import Protocol

from commentguard.features.encoder import Encoded, Encoder
from commentguard.verdict import Learned


class Adaptation(Protocol):
    """Something that moves a comment's log-odds; false when it moves nothing at all."""

    def __bool__(self) -> bool: ...

    def learned(
        self, encoded: Encoded, encoder: Encoder, row: int, log_odds: float, spam: float
    ) -> Learned:
        """The shift of comment `row`, given the shared model's log-odds and P(spam | unwanted)."""
        ...
