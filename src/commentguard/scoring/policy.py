"""From a probability to an action: the site's decision, in two numbers and two switches.

The model never decides. It says how probable *unwanted* is; how much a held reader costs
against a published advert is the site's to say.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, Self

from commentguard.errors import DataError
from commentguard.verdict import Action, Code, Label

# One signal can be wrong in ways nobody thought of; two independent ones rarely are together.
_DISCARD_REASONS = 2


@dataclass(frozen=True, slots=True)
class Policy:
    """What a site does with comments.

    Held is what is strictly above `hold`. `discard` is `None` (off, the default) or a cut-off not
    below `hold`. `allow_promotional` judges by P(spam) instead of P(unwanted).
    `stuffing_escalates` treats a promotional comment with a keyword list as spam.
    Raises `DataError` for cut-offs outside [0, 1] or in the wrong order.
    """

    hold: float = 0.5
    discard: float | None = None
    allow_promotional: bool = False
    stuffing_escalates: bool = False

    def __post_init__(self) -> None:
        if not 0.0 <= self.hold <= 1.0:
            raise DataError("hold must lie between 0 and 1", field="/hold")
        if self.discard is not None and not self.hold <= self.discard <= 1.0:
            raise DataError("discard must lie between hold and 1", field="/discard")

    def with_overrides(self, overrides: dict[str, Any]) -> Self:
        """This policy with a site's own settings. Raises `DataError` on unknown names."""
        unknown = set(overrides) - set(self.to_mapping())
        if unknown:
            raise DataError(f"unknown policy setting: {', '.join(sorted(unknown))}")
        return replace(self, **overrides)

    def decide(
        self,
        unwanted: float,
        spam: float,
        label: Label,
        codes: Collection[Code],
        *,
        approved_author: bool,
    ) -> Action:
        """The action for P(unwanted), P(spam), the label and the reasons that fired.

        Discarding needs a spam label, two reasons and an author without approved comments,
        because a false discard leaves nothing to repair.
        """
        judged = spam if self.allow_promotional and not self._escalated(codes) else unwanted
        if judged <= self.hold:
            return Action.PUBLISH
        if (
            self.discard is not None
            and judged > self.discard
            and label is Label.SPAM
            and len(codes) >= _DISCARD_REASONS
            and not approved_author
        ):
            return Action.DISCARD
        return Action.HOLD

    def to_mapping(self) -> dict[str, Any]:
        return {
            "hold": self.hold,
            "discard": self.discard,
            "allow_promotional": self.allow_promotional,
            "stuffing_escalates": self.stuffing_escalates,
        }

    def _escalated(self, codes: Collection[Code]) -> bool:
        return self.stuffing_escalates and Code.LABEL_STUFFING in codes
