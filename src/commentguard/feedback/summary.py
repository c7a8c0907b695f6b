"""What a site has learned, for people: how many decisions, and what moves most, in words.

Words come from the site's own decided comments while their text is still stored; a footprint holds
none. What can no longer be named is counted, not guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commentguard.feedback.ledger import Ledger
from commentguard.feedback.rebuild import Rebuilt

_LINES = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One thing learned: what, and how far it moves a comment that shows it, in log-odds.

    Negative moves towards publishing. `decisions` is how many of the site's decided comments show it.
    """

    what: str
    weight: float
    decisions: int


@dataclass(frozen=True, slots=True)
class Summary:
    """See the module. `publish` and `hold` count the decisions each way; `seen` are the reason codes
    that people here have let through; `unnamed` is how many things learned have no words any more;
    `refused` says what the golden set did not accept, "" for nothing.
    """

    decisions: int
    publish: int
    hold: int
    lines: tuple[Line, ...]
    seen: tuple[str, ...]
    unnamed: int
    refused: str


def summarise(
    ledger: Ledger, rebuilt: Rebuilt, names: Mapping[int, str], lines: int = _LINES
) -> Summary:
    """The summary of a rebuild; `names` are the words of keys (`footprint.names`)."""
    standing = ledger.standing()
    shown: dict[int, tuple[int, float]] = {}
    for decision in standing:
        footprint = decision.footprint
        for key, value in zip(footprint.keys.tolist(), footprint.values.tolist(), strict=True):
            count, total = shown.get(key, (0, 0.0))
            shown[key] = (count + 1, total + value)
    found, unnamed = [], 0
    adaptation = rebuilt.adaptation
    for key, offset in zip(adaptation.keys.tolist(), adaptation.offsets.tolist(), strict=True):
        count, total = shown.get(key, (0, 0.0))
        if key not in names or not count:
            unnamed += 1
            continue
        found.append(Line(names[key], offset * total / count, count))
    found.sort(key=lambda line: (-abs(line.weight), line.what))
    return Summary(
        adaptation.decisions,
        sum(one.towards < 0 for one in standing),
        sum(one.towards > 0 for one in standing),
        _both_ways(found, lines),
        tuple(sorted(code.value for code in adaptation.seen)),
        unnamed,
        rebuilt.refused,
    )


def _both_ways(found: list[Line], most: int) -> tuple[Line, ...]:
    """The first `most` of `found`, of which each direction has half as far as it has as many:
    what people let through would else stand behind every single advertiser they turned away.
    """
    publishing = [line for line in found if line.weight < 0]
    holding = [line for line in found if line.weight >= 0]
    half = most // 2
    room = max(half, most - len(holding)), max(most - half, most - len(publishing))
    chosen = [*publishing[: room[0]], *holding[: room[1]]]
    return tuple(line for line in found if line in chosen)
