"""Rewrite the golden verdicts with what the default model says now, and print what changed.

Run by `make golden` after a change of the model; the diff is reviewed like code, because every
line in it is a comment that meets another fate.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from commentguard import Comment, load

GOLDEN = Path(__file__).parent / "golden.jsonl"


def main() -> None:
    scorer = load()
    lines = []
    for line in GOLDEN.read_text("utf-8").splitlines():
        case = json.loads(line)
        verdict = scorer.score(Comment.from_mapping(case["comment"]))
        reasons = sorted(reason.code.value for reason in verdict.reasons)
        now = {**case, "action": verdict.action.value, "reasons": reasons}
        if now != case:
            was = f"{case['action']} {case['reasons']}"
            sys.stdout.write(
                f"{case['comment']['text'][:60]!r}: {was} -> {now['action']} {reasons}\n"
            )
        lines.append(json.dumps(now, ensure_ascii=False))
    GOLDEN.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
