"""The target table: what was to be reached, what is reached, and how far that can be trusted.

Each line names a path into the report, so that the table cannot say anything the report does not.
A target whose track was not run, or held nothing that is labelled so, is *not measured*; there is no
fourth state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from commentguard.registry.floors import figure
from commentguard.training.tracks.outside_ham import TARGETED

Report = Mapping[str, Any]
Path = tuple[str, ...]
# What is found: the value, and how it is to be read (an interval, counts), in words.
Found = tuple[float, str] | None

REACHED, MISSED, UNMEASURED = "reached", "missed", "not measured"


@dataclass(frozen=True, slots=True)
class Target:
    """`find` takes the value out of a report; `at_least` says on which side `reach` lies.

    `beside` is the best figure known for the same protocol, in words.
    """

    track: str
    figure: str
    reach: float
    at_least: bool
    find: Callable[[Report, str], Found]
    beside: str = ""

    def row(self, report: Report, who: str) -> dict[str, Any]:
        """The line of the table for one contestant."""
        found = self.find(report, who)
        state = UNMEASURED
        if found is not None:
            within = found[0] >= self.reach if self.at_least else found[0] <= self.reach
            state = REACHED if within else MISSED
        return {
            "track": self.track,
            "figure": self.figure,
            "reach": f"{'≥' if self.at_least else '≤'} {self.reach:g}",
            "value": found[0] if found else None,
            "certainty": found[1] if found else "",
            "state": state,
            "beside": self.beside,
        }


def target_table(report: Report, who: str) -> list[dict[str, Any]]:
    """Every target, in the order in which they were set."""
    return [target.row(report, who) for target in TARGETS]


def _plain(track: str, key: str, interval: str, report: Report, who: str) -> Found:
    told = figure(report, ("tracks", track, "contestants", who))
    if told is None or not _both(told["counts"]):
        return None
    low, high = told[interval]
    # A mean over videos has no interval of its own worth printing; that of all rows together has.
    of = "all rows together, " if key.startswith("mean") else ""
    return told[key], f"{of}95 % {low:.3f} to {high:.3f}, n = {told['n']:,}"


def _both(counts: Mapping[str, int]) -> bool:
    """Whether there were both ham and unwanted: F1 and MCC of one class say nothing."""
    unwanted, ham = counts["caught"] + counts["missed"], counts["blocked"] + counts["published"]
    return unwanted > 0 and ham > 0


def _blocked(track: str, report: Report, who: str) -> Found:
    told = figure(report, ("tracks", track, "contestants", who))
    if told is None:
        return None
    counts = told["counts"]
    n = counts["blocked"] + counts["published"]
    return told["blocked"], f"{counts['blocked']} of {n:,}, at most {told['blocked_upper_95']:.2%}"


def _share(path: Path, report: Report, who: str) -> Found:
    told = figure(report, ("tracks", path[0], "contestants", who, *path[1:]))
    if told is None or not told["n"]:
        return None
    return told["rate"], f"{told['held']} of {told['n']:,}, at most {told['upper_95']:.2%}"


def _pairs(track: str, report: Report, who: str) -> Found:
    told = figure(report, ("tracks", track, "contestants", who, "pairs"))
    if told is None or told["accuracy"] is None:
        return None
    return told["accuracy"], f"{told['right']} of {told['n']} pairs"


def _reasons(track: str, report: Report, who: str) -> Found:
    told = figure(report, ("tracks", track, "contestants", who, "reasons"))
    if told is None or told["micro_f1"] is None:
        return None
    if told["span_recall"] is None:
        return told["micro_f1"], "no spans are marked"
    return told["micro_f1"], f"span recall {told['span_recall']:.3f} of {told['spans']:,} spans"


def _kept(track: str, names: tuple[str, ...], report: Report, who: str) -> Found:
    """The worst attack of a kind: a mean would hide the hole."""
    told = figure(report, ("tracks", f"{track}_attacked", "contestants", who))
    if told is None or not told["plain"]["caught"]:
        return None
    attacks = told["attacks"]
    name = min(names, key=lambda one: attacks[one]["kept"])
    one = attacks[name]
    return one["kept"], f"worst is {name}: {one['caught']} of {one['n']:,} adverts caught"


def _ece(track: str, report: Report, who: str) -> Found:
    told = figure(report, ("tracks", f"{track}_calibrated", "contestants", who))
    if told is None:
        return None
    low, high = told["ece_95"]
    return told["ece"], (
        f"95 % {low:.3f} to {high:.3f}; Brier {told['brier']:.3f}; n = {told['n']:,}, "
        f"{told['unwanted_share']:.0%} unwanted"
    )


def _languages(track: str, report: Report, who: str) -> Found:
    table = figure(report, ("tracks", track, "contestants", who, "by_language"))
    # One language is compared with no other, whatever it suffers.
    if table is None or len(table) < 2:
        return None
    worse = [name for name, one in table.items() if one["p_worse_holm"] < 0.05]
    smallest = min(one["p_worse_holm"] for one in table.values())
    told = f"worse: {', '.join(worse)}" if worse else f"smallest p after Holm {smallest:.2f}"
    return float(len(worse)), f"{len(table)} languages; {told}"


_LETTERS = ("look_alikes", "invisible", "leet", "letters_apart", "typos")
_QUOTES = ("quoted", "block_quoted")


def _of_exam(track: str, name: str, reach: tuple[float, float, float, float]) -> list[Target]:
    f1, pairs, reasons, ham = reach
    return [
        Target(name, "F1 of unwanted", f1, True, partial(_plain, track, "f1", "f1_95")),
        Target(name, "pair accuracy", pairs, True, partial(_pairs, track)),
        Target(name, "reasons, micro-F1", reasons, True, partial(_reasons, track)),
        Target(name, "ham held", ham, False, partial(_share, (track, "ham", "all"))),
    ]


def _hardened(track: str, name: str) -> list[Target]:
    return [
        Target(f"{name}, attacked", "kept under attacks on letters", 0.95, True, partial(_kept, track, _LETTERS)),
        Target(f"{name}, attacked", "kept under padding ×3", 0.90, True, partial(_kept, track, ("padding_3",))),
        Target(f"{name}, attacked", "kept under quoting", 0.90, True, partial(_kept, track, _QUOTES)),
    ]  # fmt: skip


_DEVELOPMENT, _OWN = "promo-dev (development)", "own test half"
TARGETS: tuple[Target, ...] = (
    Target("TubeSpam, own video", "mean MCC", 0.950, True, partial(_plain, "tubespam_own_video", "mean_mcc", "mcc_95"), "0.912 published, 0.945 re-run with hand features"),
    Target("TubeSpam, pooled", "mean MCC", 0.970, True, partial(_plain, "tubespam_pooled", "mean_mcc", "mcc_95"), "0.963 re-run with hand features"),
    Target("TubeSpam, pooled", "ham blocked", 0.015, False, partial(_blocked, "tubespam_pooled")),
    Target("TubeSpam, leave one video out", "MCC", 0.930, True, partial(_plain, "tubespam_left_out", "mcc", "mcc_95"), "0.915 re-run with hand features"),
    Target("TubeSpam, leave one video out", "ham blocked", 0.02, False, partial(_blocked, "tubespam_left_out")),
    Target("SMS, first 30 %", "MCC", 0.965, True, partial(_plain, "sms_first", "mcc", "mcc_95"), "0.893 in 2011, 0.952 re-run SVM"),
    Target("SMS, first 30 %", "ham blocked", 0.001, False, partial(_blocked, "sms_first")),
    *_of_exam("promo_dev", _DEVELOPMENT, (0.95, 0.88, 0.85, 0.02)),
    *_of_exam("own_test", _OWN, (0.93, 0.88, 0.85, 0.015)),
    *(
        Target("outside ham, left out", name, 0.005, False, partial(_share, ("outside_ham", "corpora", name, "raw")))
        for name in TARGETED
    ),
    Target("outside ham, left out", "pooled", 0.003, False, partial(_share, ("outside_ham", "pooled", "raw"))),
    Target(_OWN, "ham with contacts held", 0.02, False, partial(_share, ("own_test", "ham", "with_contacts"))),
    Target(_DEVELOPMENT, "ham with contacts held", 0.02, False, partial(_share, ("promo_dev", "ham", "with_contacts"))),
    *_hardened("own_test", _OWN),
    *_hardened("promo_dev", _DEVELOPMENT),
    Target("TubeSpam, leave one video out", "calibration error", 0.03, False, partial(_ece, "tubespam_left_out")),
    Target(_OWN, "calibration error", 0.03, False, partial(_ece, "own_test")),
    Target(_OWN, "languages held significantly more often", 0, False, partial(_languages, "own_test")),
)  # fmt: skip
