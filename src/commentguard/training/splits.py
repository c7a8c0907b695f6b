"""Who is trained on and who is tested: every split this project reports on, as functions of rows.

A split is row numbers and nothing else, so it can be published where the texts cannot. The
published protocols (TubeSpam, SMS) are kept exactly as published, duplicates and all, because a
figure is only comparable under its own protocol; the duplicates are counted in
`near_duplicates`. Folds of our own never divide a group.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from commentguard.errors import DataError
from commentguard.training.corpora import Row, masked
from commentguard.training.near_duplicates import clusters, twins_across

# The YouTube identifiers of the five TubeSpam videos, by the names their authors use.
VIDEOS = {
    "9bZkp7q19f0": "Psy",
    "CevxZvSJLk8": "KatyPerry",
    "KQ6zr6kCPj8": "LMFAO",
    "uelHwf8o7_U": "Eminem",
    "pRpeEdMmmQ0": "Shakira",
}


@dataclass(frozen=True, slots=True)
class Fold:
    """Row numbers of one corpus to fit on and to measure on, both ascending."""

    name: str
    train: tuple[int, ...]
    test: tuple[int, ...]

    def __post_init__(self) -> None:
        if set(self.train) & set(self.test):
            raise DataError(f"fold {self.name}: a row is on both sides")


def own_video(rows: Sequence[Row]) -> list[Fold]:
    """TubeSpam as its authors split it: per video, the first 70 % of spam and of ham are fitted.

    Stratified by class in file order, not the first 70 % of rows: that would give other tests.
    In three of the videos file order is newest first, so this is no split by time there.
    """
    folds = []
    for video, name in VIDEOS.items():
        train: list[int] = []
        for unwanted in (True, False):
            own = [r.number for r in rows if r.group == video and r.unwanted is unwanted]
            # Integers: 0.7 * n in floating point falls below the whole number for some n.
            train += own[: 7 * len(own) // 10]
        test = {r.number for r in rows if r.group == video} - set(train)
        folds.append(_fold(name, train, test))
    return folds


def pooled(rows: Sequence[Row]) -> list[Fold]:
    """All five training parts together against all five tests together."""
    folds = own_video(rows)
    return [
        _fold("pooled", (n for f in folds for n in f.train), (n for f in folds for n in f.test))
    ]


def leave_one_video_out(rows: Sequence[Row]) -> list[Fold]:
    """Each video is measured by a model that read the other four."""
    return [
        _fold(
            name,
            (r.number for r in rows if r.group != video),
            (r.number for r in rows if r.group == video),
        )
        for video, name in VIDEOS.items()
    ]


def first_share(rows: Sequence[Row], tenths: int = 3) -> list[Fold]:
    """The SMS protocol of DocEng 2011: the first 30 % in file order are fitted, the rest tested."""
    numbers = [row.number for row in rows]
    line = tenths * len(numbers) // 10
    return [_fold(f"first-{10 * tenths}", numbers[:line], numbers[line:])]


def grouped_folds(rows: Sequence[Row], folds: int = 10) -> list[Fold]:
    """Folds that keep texts which are equal with digits masked together: for tuning, by the dozen.

    Groups are dealt from the largest down, in an order taken from their SHA-256, each to the fold
    that has the fewest rows of its class so far: no seed, the same folds everywhere.
    """
    return _dealt(rows, [masked(row.comment.text) for row in rows], folds)


def campaign_folds(rows: Sequence[Row], folds: int = 10) -> list[Fold]:
    """Folds that keep near-duplicates together as well: for figures that are published."""
    ordered = sorted(rows, key=lambda row: row.number)
    return _dealt(ordered, clusters(ordered), folds)


def calibration_line(rows: Sequence[Row], share: float) -> tuple[list[int], list[int]]:
    """Our own line through training data: positions of rows to fit, and to calibrate, by group.

    A row of the calibration side that has a near-duplicate in its corpus on the other side is on
    neither: it would say that the model is surer than it is. Moving whole clusters instead would
    chain the videos of TubeSpam, which share campaigns, into one.
    """
    fitted: list[int] = []
    held: list[int] = []
    for corpus in sorted({row.corpus for row in rows}):
        own = [k for k, row in enumerate(rows) if row.corpus == corpus]
        fit = [k for k in own if rows[k].part >= share]
        rest = [k for k in own if rows[k].part < share]
        twins = twins_across([rows[k] for k in fit], [rows[k] for k in rest])
        fitted += fit
        held += [k for place, k in enumerate(rest) if place not in twins]
    return sorted(fitted), sorted(held)


def calibration_part(rows: Sequence[Row], share: float) -> list[Fold]:
    """`calibration_line` of one corpus as row numbers: *train* is fitted, *test* calibrates."""
    fitted, held = calibration_line(rows, share)
    return [_fold("calibration", (rows[k].number for k in fitted), (rows[k].number for k in held))]


def _dealt(rows: Sequence[Row], groups: Sequence[Hashable], folds: int) -> list[Fold]:
    whole: dict[Hashable, list[Row]] = {}
    for row, group in zip(rows, groups, strict=True):
        whole.setdefault(group, []).append(row)
    held: list[list[int]] = [[] for _ in range(folds)]
    for unwanted in (True, False):
        counts = [0] * folds
        kind = [own for own in whole.values() if any(r.unwanted for r in own) is unwanted]
        for own in sorted(kind, key=lambda own: (-len(own), _order(own))):
            place = counts.index(min(counts))
            counts[place] += len(own)
            held[place] += [row.number for row in own]
    everything = {row.number for row in rows}
    return [_fold(f"{k + 1}", everything - set(own), own) for k, own in enumerate(held)]


def _fold(name: str, train: Iterable[int], test: Iterable[int]) -> Fold:
    return Fold(name, tuple(sorted(train)), tuple(sorted(test)))


def _order(group: Sequence[Row]) -> str:
    text = min(masked(row.comment.text) for row in group)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
