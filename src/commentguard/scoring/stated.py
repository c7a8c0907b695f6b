"""What a bundle states, each field of `bundle.json` and each array of weights read by its kind.

Right sums prove that nothing was changed, not that it makes sense: a bias that is no number would make every
answer null, and a switch that is a word would count as on. Raises `DataError` naming the field.
"""

from __future__ import annotations

from sys import float_info
from typing import Any

import numpy as np

from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.scoring.policy import Policy

_MOST = float_info.max


def number(body: Any, name: str, least: float = -_MOST, most: float = _MOST) -> float:
    """A finite number within bounds."""
    found = _field(body, name)
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise DataError(f"{name} must be a number, not {found!r:.40}")
    # What is no number is not between any two.
    if not least <= found <= most:
        bounds = "finite" if (least, most) == (-_MOST, _MOST) else f"between {least:g} and {most:g}"
        raise DataError(f"{name} must be {bounds}, is {found!r:.40}")
    return float(found)


def words(body: Any, name: str) -> str:
    """A string."""
    found = _field(body, name)
    if not isinstance(found, str):
        raise DataError(f"{name} must be a string, not {found!r:.40}")
    return found


def mapping(body: Any, name: str) -> dict[str, Any]:
    """An object."""
    found = _field(body, name)
    if not isinstance(found, dict):
        raise DataError(f"{name} must be an object, not {found!r:.40}")
    return found


def columns(body: Any) -> tuple[str, ...]:
    """Names of columns, none of them twice."""
    found = _field(body, "columns")
    if not (isinstance(found, list) and all(isinstance(name, str) for name in found)):
        raise DataError("columns must be a list of names")
    if len(set(found)) != len(found):
        raise DataError("columns: a name stands there twice")
    return tuple(found)


def policy(body: Any) -> Policy:
    """The cut-offs and switches of a model."""
    found = mapping(body, "policy")
    for name in ("hold", "discard"):
        if found.get(name) is not None:
            number(found, name, 0.0, 1.0)
    for name in ("allow_promotional", "stuffing_escalates"):
        if not isinstance(found.get(name, False), bool):
            raise DataError(f"{name} must be true or false, not {found[name]!r:.40}")
    return Policy(**found)


def probes(body: Any) -> tuple[dict[str, Any], ...]:
    """Comments with what was computed of them; see `bundle.prove_bundle`."""
    found = _field(body, "probes")
    if not isinstance(found, list):
        raise DataError("probes must be a list")
    for probe in found:
        Comment.from_mapping(mapping(probe, "comment"))
        number(probe, "log_odds")
        moved = mapping(probe, "columns")
        for name in moved:
            number(moved, name)
    return tuple(found)


def weights(name: str, found: Any, shape: tuple[int]) -> None:
    """Refuse an array that is not of this shape, of float32, and finite."""
    if found.shape != shape:
        raise DataError(f"{name}: weights of the wrong shape")
    if found.dtype != np.float32:
        raise DataError(f"{name}: weights must be float32")
    if not np.isfinite(found).all():
        raise DataError(f"{name}: weights must be finite")


def _field(body: Any, name: str) -> Any:
    if not isinstance(body, dict) or name not in body:
        raise DataError(f"{name} is missing")
    return body[name]
