"""One decision of a person about one comment: the element of a site's log.

The log is only ever appended to. What a site has learned is computed from it and from nothing
else, so it can be rebuilt, audited, taken back and, when a comment is erased, unlearned exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from commentguard.errors import DataError
from commentguard.feedback.footprint import Footprint
from commentguard.verdict import Label

MAX_WEIGHT = 1.0


class Kind(StrEnum):
    """What the person did. `UNDO` takes an earlier entry of the log back."""

    PUBLISH = "publish"
    SPAM = "spam"
    PROMOTIONAL = "promotional"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of the log.

    `number` is its place in the site's log and orders entries that share a second; `at` is in
    seconds since 1970. `label` is what the person says the comment is. `footprint` is what learning needs of the comment, so that nothing has to
    read its text again. `weight` in (0, 1] is how far the person is trusted; it can only lower
    the influence of a decision. The trap: `PROMOTIONAL` means *unwanted here*; on a site that
    allows promotion the decision to let one stand is `PUBLISH` with the label promotional.

    Raises `DataError` for an undo without its target, a decision without a comment or footprint,
    and a weight outside (0, 1].
    """

    number: int
    site: str
    who: str
    at: float
    kind: Kind
    comment: str = ""
    label: Label | None = None
    footprint: Footprint | None = None
    weight: float = MAX_WEIGHT
    undoes: int | None = None

    def __post_init__(self) -> None:
        if not 0.0 < self.weight <= MAX_WEIGHT:
            raise DataError("weight must lie in (0, 1]", field="/weight")
        if self.kind is Kind.UNDO:
            if self.undoes is None:
                raise DataError("an undo names the entry that it takes back", field="/undoes")
        elif not self.comment or self.footprint is None:
            raise DataError("a decision names its comment and footprint", field="/comment")

    @property
    def towards(self) -> int:
        """-1 towards publishing, +1 towards holding, 0 for an undo."""
        if self.kind is Kind.UNDO:
            return 0
        return -1 if self.kind is Kind.PUBLISH else 1
