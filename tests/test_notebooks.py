"""Notebook 02 on a folder of the reader's own; as they stand all of them are run by `make notebooks`."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
_WORDS = (
    "garden kettle river window bread letter summer winter copper ladder basket candle engine forest hammer island"
    " jacket kitten lemon mirror needle orange pencil quarry ribbon saddle tunnel valley walnut yellow"
)


def _code(name: str) -> list[str]:
    cells = json.loads((ROOT / "notebooks" / name).read_text("utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def test_retraining_takes_comments_without_language_or_contacts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(2)
    said = {"ham": "thanks for sharing", "promotional": "order today", "spam": "casino bonus"}
    mine = [
        {"text": f"{' '.join(chance.choices(_WORDS.split(), k=9))} {told}", "label": label, "split": "train",
         "permalink": f"https://blog.example/{k % 40}"}
        for k in range(80) for label, told in said.items()
    ]  # fmt: skip
    (tmp_path / "mine.jsonl").write_text("".join(json.dumps(row) + "\n" for row in mine), "utf-8")
    monkeypatch.chdir(ROOT)
    told: dict[str, Any] = {}
    first, *rest = _code("02_retrain.ipynb")
    shipped = ('root / "data" / "blog_comments"', '"train-[ei]*-[bc].jsonl"')
    assert all(first.count(one) == 1 for one in shipped)
    first = first.replace(shipped[0], repr(tmp_path)).replace("PosixPath", "Path")
    for cell in (first.replace(shipped[1], '"*.jsonl"'), *rest):
        exec(cell, told)
    assert told["hold"]["own_with_contacts"] == 0
    assert {record["split"] for record in told["programme"].opening and told["records"]} == {
        "train"
    }
