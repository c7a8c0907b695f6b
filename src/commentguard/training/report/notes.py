"""What a reader of a report must know before its figures: only of tracks that were run.

A note about a track that is not in the report, or about comments that are not in it, would be a claim
about somebody else's model.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_TUBESPAM = "tubespam_own_video"
_BENCHMARKS = ("tubespam_", "sms_", "telegram_")
_OUR_OWN = ("own_folds", "own_test")


def notes(tracks: Mapping[str, Any]) -> list[str]:
    """The notes that belong to these tracks of a report, in a fixed order."""
    found = []
    if _TUBESPAM in tracks:
        found.append(
            "TubeSpam own-video differences under 1.5 points are noise: 106 to 135 tests a video."
        )
    if any(name.startswith(_BENCHMARKS) for name in tracks):
        found.append(
            "Benchmark models are fitted by the same code to each track's own training rows; only the "
            "figures on comments in our own layout are of the model itself."
        )
    if "outside_ham" in tracks:
        found.append(
            "The outside ham holds almost no contacts, was screened for promotion and is nearly all "
            "English: it says nothing about readers who give a number or an address."
        )
    if any(name in tracks for name in _OUR_OWN):
        found.append(
            "The comments of `data/blog_comments` are synthetic: a model that does well on them has "
            "learned a labelling guide. Another folder that was measured instead has limits of its own."
        )
    if any(one.get("development") for one in tracks.values()):
        found.append("Figures marked development were looked at while building.")
    return found
