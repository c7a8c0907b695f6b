"""Every choice of a training run that is not data, in one place and readable from a file."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from commentguard.errors import DataError, cause
from commentguard.scoring.again import MOST_WINDOWS, Again

_BETWEEN = frozenset({"rate", "confidence", "calibration_share"})
_SHARES = frozenset({"own_rate", "contact_rate", "discount", "augment"})
_COUNTS = frozenset({"seed", "reread"})
_MOST = 1e9


@dataclass(frozen=True, slots=True)
class Settings:
    """Every choice of a training run that is not data.

    Chosen by cross-validation inside the training data (docs/experiments); `rate` and
    `confidence` are what the hold cut-off promises of public calibration ham, `own_rate` and
    `contact_rate` the largest shares that may be held of our own hard calibration ham, and of those
    among it that give a contact. `discount` and one of `penalties` are what a window pays, up to `reread` windows
    that say more than `loud`, of a comment that says less than `clear`, are read again (`Again`). `augment` is the share of our own fitted comments that are fitted a second time in
    disguise (see `augment.families`); off by default.
    """

    dense_penalty: float = 0.05
    gram_penalty: float = 0.005
    own_weight: float = 8.0
    calibration_share: float = 0.25
    rate: float = 0.0025
    confidence: float = 0.95
    own_rate: float = 0.008
    contact_rate: float = 0.009
    penalties: tuple[float, ...] = (0.0, 0.5, 1.0)
    discount: float = 0.25
    reread: int = 4
    loud: float = 1.0
    clear: float = 4.0
    padding: float = 3.0
    augment: float = 0.0
    seed: int = 1

    @property
    def again(self) -> Again:
        """Which windows are read again, as a bundle has it."""
        return Again(self.reread, self.loud, self.clear)

    @classmethod
    def recorded(cls, told: Mapping[str, Any]) -> Settings:
        """The settings that a bundle records; what it does not record is as it is today.

        But for windows: models up to 0.9.0 read none again, and what theirs pay is meant for that.
        """
        known = {field.name for field in fields(cls)}
        found = {"reread": 0} | {name: value for name, value in told.items() if name in known}
        if "penalties" in found:
            found["penalties"] = tuple(found["penalties"])
        return replace(cls(), **found)

    @classmethod
    def from_file(cls, path: Path, seed: int = 1) -> Settings:
        """Settings from a JSON object, such as `commentguard search` writes; others by default.

        Raises `DataError` for what is unknown, no number or out of its bounds: a mistyped penalty that
        is silently the default would be found by nobody, a share of 7 after the fit.
        """
        try:
            told = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise DataError(f"cannot read {path}: {cause(error)}") from error
        if not isinstance(told, dict):
            raise DataError(f"{path}: not an object of settings")
        known = {field.name for field in fields(cls)} - {"penalties"}
        for name, value in told.items():
            if name not in known:
                near = difflib.get_close_matches(name, known, 1)
                hint = f", did you mean {near[0]!r}?" if near else ""
                raise DataError(f"{path}: unknown setting {name!r}{hint}", field=f"/{name}")
            if wanted := _wanted(name, value):
                raise DataError(f"{path}: {name} must be {wanted}", field=f"/{name}")
        return replace(cls(seed=seed), **told)


def _wanted(name: str, value: Any) -> str:
    """What a setting must be, in words, where `value` is not that."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    # Beyond it no choice is meant; JSON reads 1e400 as infinity.
    if not number or not 0 <= value <= _MOST:
        return f"a number, 0 or more, and at most {_MOST:g}"
    if name in _BETWEEN and not 0 < value < 1:
        return "between 0 and 1, and neither"
    if name in _SHARES and value > 1:
        return "a share, 0 to 1"
    if name in _COUNTS and not isinstance(value, int):
        return "a whole number"
    if name == "reread" and value > MOST_WINDOWS:
        return f"at most {MOST_WINDOWS}, because each costs what a comment does"
    return ""
