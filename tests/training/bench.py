"""A bench small enough for a test: made-up corpora in the layout of the real ones."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from tests.training.rows import corpus

from commentguard.training.corpora import OWN, SOURCES, Row, own_row, read_public
from commentguard.training.split_files import write_splits
from commentguard.training.splits import VIDEOS
from commentguard.training.tracks.bench import Bench


def records(groups: int = 8, split: str = "train") -> list[dict[str, Any]]:
    """The tiny corpus in our own layout: pairs, eras, evidence, two languages."""
    found = []
    for row in corpus(groups=groups):
        number, ham = row.number, not row.unwanted
        twin = number + 4 if ham else number - 4
        words = row.comment.text.split()
        found.append(
            {
                "id": f"{split}-{number}", "lang": "en" if number % 3 else "de", "split": split,
                "era": 2006 + number % 20, "label": str(row.label), "text": row.comment.text,
                "author": row.comment.author, "post_title": f"{split} {row.group}",
                "reasons": [] if ham else ["call_to_action"],
                "evidence": {} if ham else {"call_to_action": [" ".join(words[:2])]},
                "pair_of": f"{split}-{twin}", "hard": number % 2 == 0,
            }
        )  # fmt: skip
    return found


def write_records(path: Path, found: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(r) + "\n" for r in found), "utf-8")


def made_up(folder: Path) -> Bench:
    """A bench with TubeSpam, SMS, one outside ham corpus and our own training half."""
    rows = [(r.comment.text, int(r.unwanted)) for r in corpus()]
    videos = [
        (f"{text} {name}", label, video)
        for video, name in VIDEOS.items()
        for text, label in rows[:32]
    ]
    _write(folder / "youtube_tubespam", ("text", "label", "group"), videos)
    _write(folder / "sms_spam_collection", ("text", "label"), [(f"{t} sms", n) for t, n in rows])
    _write(
        folder / "ham_foxnews",
        ("text", "label"),
        [(f"{text} news", 0) for text, label in rows if not label] + [("Call us, free quote!", 0)],
    )
    write_records(folder / OWN / "train-en.jsonl", records())
    public = {s.folder: read_public(s, folder) for s in SOURCES if (folder / s.folder).is_dir()}
    own: list[Row] = [own_row(r, n) for n, r in enumerate(records())]
    write_splits(folder / "splits", {**public, OWN: own})
    return Bench(folder, folder / OWN, splits=folder / "splits", cache_folder=folder / "cache")


def _write(folder: Path, head: tuple[str, ...], rows: list[Any]) -> None:
    folder.mkdir(parents=True)
    with (folder / "data.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
