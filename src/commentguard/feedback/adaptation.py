"""What one site has learned, on top of the model that all sites share.

Sparse offsets in log-odds, looked up by a comment's footprint. The shared model is never
touched: the offset is a part of its own in every verdict, named line by line, and no comment is
ever moved further than the two limits below, whatever a site was taught.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field

import numpy as np

from commentguard.errors import DataError
from commentguard.features.encoder import Encoded, Encoder
from commentguard.feedback.footprint import Footprint, Keys, Values, names, take
from commentguard.verdict import Code, Learned

# Furthest that any comment is moved. Holding moves less: a reader held by what one site was
# taught is the worse mistake.
TOWARDS_PUBLISHING = 14.0
TOWARDS_HOLDING = 4.0
# Having let offers stand says nothing about swindles: a comment is moved in full towards
# publishing while P(spam | unwanted) is below the first, not at all above the second.
_PROMOTION, _SPAM = 0.5, 0.7
# Reasons that speak of deceit. Each must have been seen and published by this site's people
# before a comment that shows it is moved towards publishing.
_DECEIT = frozenset(
    (
        Code.SCAM,
        Code.UNICODE_EVASION,
        Code.OBFUSCATED_CONTACT,
        Code.GIBBERISH,
        Code.ENGAGEMENT_BAIT,
        Code.GENERIC_PRAISE,
        Code.LABEL_STUFFING,
    )
)
_LINES = 6
_FAINT = 0.02


@dataclass(frozen=True, slots=True)
class SiteAdaptation:
    """Offsets by key, and `seen`, the reasons that the site's people have seen and published.

    `decisions` is how many stand behind it, `digest` what a worker compares to know whether its
    copy is the current one. `salt` is the one that the footprints were taken with; it is not
    written down with the rest.
    """

    keys: Keys = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    offsets: Values = field(default_factory=lambda: np.zeros(0, dtype=np.float32))
    seen: frozenset[Code] = frozenset()
    decisions: int = 0
    salt: str = field(default="", repr=False)
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", hashlib.sha256(self.to_bytes()).hexdigest())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SiteAdaptation) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __bool__(self) -> bool:
        """Whether there is anything to apply."""
        return bool(len(self.keys))

    def shift(self, footprint: Footprint) -> float:
        """How far this comment is moved, in log-odds, within the limits."""
        moved = float(self._parts(footprint).sum())
        if moved < 0:
            if not self.seen.issuperset(_DECEIT.intersection(footprint.codes)):
                return 0.0
            moved *= min(1.0, max(0.0, (_SPAM - footprint.spam) / (_SPAM - _PROMOTION)))
        return min(TOWARDS_HOLDING, max(-TOWARDS_PUBLISHING, moved))

    def learned(
        self, encoded: Encoded, encoder: Encoder, row: int, log_odds: float, spam: float
    ) -> Learned:
        """The part of a verdict that this site taught: weight, and the strongest lines of it."""
        footprint = take(encoded, encoder, row, log_odds, spam, self.salt)
        weight = self.shift(footprint)
        parts = self._parts(footprint)
        strongest = np.argsort(-np.abs(parts), kind="stable")[:_LINES] if weight else ()
        spoken = names(encoded, encoder, row, self.salt) if len(strongest) else {}
        lines = tuple(
            (spoken[int(footprint.keys[k])], float(parts[k]))
            for k in strongest
            if abs(parts[k]) >= _FAINT
        )
        return Learned(weight, self.decisions, lines)

    def _parts(self, footprint: Footprint) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        if not len(self.keys):
            return np.zeros(len(footprint.keys))
        at = np.minimum(np.searchsorted(self.keys, footprint.keys), len(self.keys) - 1)
        known = self.keys[at] == footprint.keys
        return np.where(known, self.offsets[at].astype(np.float64) * footprint.values, 0.0)

    def to_bytes(self) -> bytes:
        """For a database column: a line of JSON, then the arrays. `from_bytes` reads it."""
        head = {
            "keys": len(self.keys),
            "seen": sorted(code.value for code in self.seen),
            "decisions": self.decisions,
        }
        line = json.dumps(head, sort_keys=True).encode() + b"\n"
        return line + self.keys.astype("<i8").tobytes() + self.offsets.astype("<f4").tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> SiteAdaptation:
        """Raises `DataError` when the bytes are not those of an adaptation."""
        try:
            line, _, body = data.partition(b"\n")
            head = json.loads(line)
            count = int(head["keys"])
            if len(body) != 12 * count:
                raise ValueError("wrong length")
            keys = np.frombuffer(body, "<i8", count).astype(np.int64)
            offsets = np.frombuffer(body, "<f4", count, 8 * count).astype(np.float32)
            seen = frozenset(Code(code) for code in head["seen"])
            return cls(keys, offsets, seen, int(head["decisions"]))
        except (ValueError, KeyError, TypeError) as error:
            raise DataError(f"not an adaptation: {error}") from error


NOTHING = SiteAdaptation()
