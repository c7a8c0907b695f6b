"""Did a change of mechanism change an answer? Readings, values, spans and log-odds, row by row.

``equivalence.py save FILE`` writes what the code at hand computes for all of our own training
comments, a sample of the public corpora and every hostile generator; ``equivalence.py compare
FILE`` computes it again, one by one and in batches, and names the first rows that differ. Made
for the day a faster way replaces a slower one: save with the old code, compare with the new.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from commentguard import Comment, load
from commentguard.scoring.scorer import Scorer
from commentguard.training.corpora import SOURCES, read_own, read_public
from linear import FULL, GENERATORS

ROOT = Path(__file__).parents[1]
PUBLIC_ROWS = 3000
TOLERANCE = 1e-9
_BATCH = 64


def comments() -> list[Comment]:
    """Our own training half, an even sample of each public corpus, and hostile texts."""
    found = [row.comment for row in read_own(ROOT / "data" / "blog_comments", "train")]
    folder = Path(os.environ.get("COMMENTGUARD_DATA", ROOT.parent / "shared" / "data"))
    if folder.is_dir():
        for source in SOURCES:
            rows = read_public(source, folder)
            step = max(1, len(rows) * len(SOURCES) // PUBLIC_ROWS)
            found += [row.comment for row in rows[::step]]
    for make in GENERATORS.values():
        found += [Comment(text=make(size)) for size in (300, FULL)]
    return found


def answers(scorer: Scorer, rows: list[Comment]) -> Iterator[dict[str, Any]]:
    """Everything the scorer computes about each comment, as plain JSON."""
    for start in range(0, len(rows), _BATCH):
        part = rows[start : start + _BATCH]
        encoded = scorer.encoder.encode(part)
        log_odds = scorer.log_odds(encoded)
        chances = scorer.probabilities(part)
        together = scorer.score_many(part)
        for k, comment in enumerate(part):
            yield {
                "readings": [
                    [
                        list(r.values),
                        {
                            c.value: [[s.start, s.end] for s in found]
                            for c, found in r.spans.items()
                        },
                        [c.value for c in r.fired],
                    ]
                    for r in encoded.readings[k]
                ],
                "dense": encoded.dense[k].tolist(),
                "segments": [[a, b] for row, a, b in encoded.segments.T.tolist() if row == k],
                "log_odds": float(log_odds[k]),
                "chances": chances[k].tolist(),
                "batch": together[k].to_mapping(""),
                "single": scorer.score(comment).to_mapping(""),
            }


def difference(one: Any, other: Any, path: str = "") -> str:
    """Where two answers differ by more than `TOLERANCE`, "" if they do not."""
    if isinstance(one, float) and isinstance(other, float | int):
        return "" if abs(one - other) <= TOLERANCE else f"{path}: {one!r}, {other!r}"
    if isinstance(one, dict) and isinstance(other, dict):
        if one.keys() != other.keys():
            return f"{path}: {sorted(one.keys() ^ other.keys())}"
        found = (difference(one[k], other[k], f"{path}/{k}") for k in one)
        return next(filter(None, found), "")
    if isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            return f"{path}: {len(one)} entries, {len(other)}"
        found = (
            difference(a, b, f"{path}/{k}") for k, (a, b) in enumerate(zip(one, other, strict=True))
        )
        return next(filter(None, found), "")
    return "" if one == other else f"{path}: {one!r}, {other!r}"


def main(verb: str, name: str) -> int:
    rows = comments()
    scorer = load()
    now = answers(scorer, rows)
    if verb == "save":
        with Path(name).open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(answer) + "\n" for answer in now)
        print(f"{len(rows)} answers saved")
        return 0
    different = 0
    with Path(name).open(encoding="utf-8") as saved:
        for number, (line, answer) in enumerate(zip(saved, now, strict=True)):
            found = difference(json.loads(line), answer) or difference(
                answer["batch"], answer["single"], "single"
            )
            if found:
                different += 1
                if different <= 10:
                    print(f"row {number}: {found}")
    print(f"{len(rows)} answers compared, {different} different")
    return 1 if different else 0


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("save", "compare"):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
