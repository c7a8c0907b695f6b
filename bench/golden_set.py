"""Chose the locked golden set of `feedback` from our own corpus, and checks it against it.

The set is locked: the corpus grows and the set stays what it was. Only `--write` chooses anew.

The choice depends on ids alone, not on any model: half of the readers are rows that their
writers marked as hard, because those are what a bad rebuild holds first. A post gives the set at
most a few comments and is then left out of every other bench of this folder.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parents[1] / "data" / "blog_comments"
TARGET = Path(__file__).parents[1] / "src" / "commentguard" / "feedback" / "golden.jsonl"
_EACH = 120
_HARD = 60
_FIELDS = (
    "id", "lang", "label", "text", "author", "author_email", "author_url", "parent_text",
    "post_title", "post_text", "post_tags",
)  # fmt: skip


def corpus() -> list[dict[str, Any]]:
    """Every training row of our own writing, in file order."""
    rows = []
    for path in sorted(CORPUS.glob("train-*.jsonl")):
        rows += [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return rows


def choose(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """120 readers' comments (half of them hard) and 120 unwanted ones, from a third of the posts."""

    def order(text: str) -> str:
        return hashlib.sha256(f"golden/{text}".encode()).hexdigest()

    posts = sorted({row["post_title"] for row in rows}, key=order)
    drawn = set(posts[: len(posts) // 3])
    pool = sorted((r for r in rows if r["post_title"] in drawn), key=lambda r: order(r["id"]))
    hard = [r for r in pool if r["label"] == "ham" and r["hard"]][:_HARD]
    ham = [r for r in pool if r["label"] == "ham" and r not in hard][: _EACH - len(hard)]
    unwanted = [r for r in pool if r["label"] != "ham"][:_EACH]
    return sorted(hard + ham + unwanted, key=lambda r: str(r["id"]))


def render(rows: list[dict[str, Any]]) -> str:
    return "".join(
        json.dumps({k: row[k] for k in _FIELDS if row[k]}, ensure_ascii=False) + "\n"
        for row in rows
    )


def strays(locked: list[dict[str, Any]], rows: list[dict[str, Any]]) -> list[str]:
    """Ids of the locked set that the corpus no longer holds word for word."""
    known = {row["id"]: row for row in rows}
    return [
        str(row["id"])
        for row in locked
        if any(known.get(row["id"], {}).get(name) != value for name, value in row.items())
    ]


if __name__ == "__main__":
    if "--write" in sys.argv:
        TARGET.write_text(render(choose(corpus())), "utf-8")
    lines = TARGET.read_text("utf-8").splitlines()
    changed = strays([json.loads(line) for line in lines], corpus())
    print(f"{TARGET}: {len(lines)} comments, {len(changed)} not as in the corpus {changed[:5]}")
    sys.exit(1 if changed else 0)
