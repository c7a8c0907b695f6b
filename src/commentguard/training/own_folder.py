"""A folder of one's own labelled comments, written: what `train --data`, `evaluate --data` and the checks read.

Posts are kept whole, and which of them are kept apart for the test depends on nothing but their addresses, or
titles where they have none (`corpora.post_of`): the same comments, exported again a month later with others, are
on the same side. The half kept apart is listed with its digest, as `evaluate --open-test` asks. The trap: so few
posts may all fall on one side.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from commentguard.errors import DataError
from commentguard.training.corpora import own_row, post_of
from commentguard.training.tracks.own_test import SUMS

_TRAIN, _TEST = "train-own.jsonl", "test-own.jsonl"


class OwnFolder:
    """Collects labelled comments and writes them at once, or nothing.

    Raises `DataError` where the folder has such files already: what was trained on is not overwritten.
    """

    def __init__(self, folder: Path, test_share: float) -> None:
        if there := [name for name in (_TRAIN, _TEST, SUMS) if (folder / name).exists()]:
            raise DataError(f"{folder / there[0]} is there; name another folder")
        self._folder, self._test_share = folder, test_share
        self._lines: dict[str, list[str]] = {_TRAIN: [], _TEST: []}

    @property
    def trained_on(self) -> int:
        """How many comments there are to train on."""
        return len(self._lines[_TRAIN])

    @property
    def unmeasured(self) -> str:
        """In words that nothing is kept apart though it was wanted; empty where something is."""
        if self._lines[_TEST] or not self._test_share:
            return ""
        return (
            "none of these posts falls to the test half: nothing can be measured; with more posts, or a larger"
            " --test-share, some do"
        )

    def add(self, fields: dict[str, Any], label: str, number: int, where: str) -> None:
        """One comment with its label. Raises `DataError`, which names `where`, for fields that are wrong."""
        row = own_row({**fields, "label": label}, number, where)
        post = int.from_bytes(sha256(f"import/{post_of(row.comment)}".encode()).digest()[:8], "big")
        apart = post < self._test_share * 2**64
        name, split = (_TEST, "test") if apart else (_TRAIN, "train")
        record = {**row.comment.to_mapping(), "label": label, "split": split}
        self._lines[name].append(json.dumps(record, ensure_ascii=False) + "\n")

    def write(self) -> list[tuple[Path, int]]:
        """Write the files; each with how many comments it holds."""
        self._folder.mkdir(parents=True, exist_ok=True)
        written = [(self._folder / name, lines) for name, lines in self._lines.items() if lines]
        for path, lines in written:
            path.write_text("".join(lines), "utf-8")
        if self._lines[_TEST]:
            digest = sha256((self._folder / _TEST).read_bytes()).hexdigest()
            (self._folder / SUMS).write_text(f"{digest}  {_TEST}\n", "ascii")
        return [(path, len(lines)) for path, lines in written]
