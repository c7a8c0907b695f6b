"""Our frozen test half: written by other hands, opened at most once a release, every time noted.

A test that is looked at while building becomes a training set without anybody meaning it. So
there is one door for measuring: `open_test` checks that the files are the frozen ones and writes
the opening down before it reads them. A report or a comparison that is given a file of the half as
any other labelled file refuses it (`refuse_frozen`). The trap: `commentguard data check` does read
these files, for layout and duplicates, and prints ids and faults, no figure of a model.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from commentguard.errors import DataError
from commentguard.training.contestants import Contestant
from commentguard.training.corpora import BRIEFS, labelled_records
from commentguard.training.tracks.bench import Bench
from commentguard.training.tracks.exam import Exam, Paper, Record, records_pool

SUMS = "TEST_SHA256SUMS"
OPENINGS = "OPENINGS.md"
_HEAD = """# Openings of the test half

Every run that read `test-*.jsonl`, written by the run itself.{rule}

| date | model | digest of the test half | command |
|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Opening:
    """What is written down: when, for which model, from which command."""

    date: str
    model: str
    command: str


def open_test(folder: Path, opening: Opening) -> tuple[Record, ...]:
    """The records of the test half, after the opening has been noted.

    Raises `DataError` when there is no list of digests (the half is not frozen yet) or when a
    file is not the one that was frozen; nothing is noted then, because nothing is read.
    """
    files = frozen_files(folder)
    log = folder / OPENINGS
    told = f"`{opening.model[:12]}` | `{frozen_digest(folder)[:12]}`"
    # The rule of the shipped corpus is none of anybody else's.
    rule = " At most one a release." if (folder / BRIEFS).is_file() else ""
    text = log.read_text("utf-8") if log.is_file() else _HEAD.format(rule=rule)
    # The same model on the same half says the same again: repeating a report opens nothing.
    if told not in text:
        log.write_text(f"{text}| {opening.date} | {told} | `{opening.command}` |\n", "utf-8")
    return tuple(record for path in files for record in labelled_records(path))


def frozen_files(folder: Path) -> list[Path]:
    """The files of the test half, checked against `TEST_SHA256SUMS`."""
    try:
        lines = (folder / SUMS).read_text("ascii").splitlines()
    except OSError as error:
        raise DataError(f"the test half in {folder} is not frozen: no {SUMS}") from error
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines if line)}
    there = {path.name for path in folder.glob("test-*.jsonl")}
    if there != set(listed):
        raise DataError(f"{folder}: {SUMS} lists other files than there are")
    for name, digest in listed.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            raise DataError(f"{folder / name} is not the file that was frozen")
    return [folder / name for name in sorted(listed)]


def refuse_frozen(path: Path) -> None:
    """Raise `DataError` for a file that a `TEST_SHA256SUMS` beside it lists."""
    real = path.resolve()
    try:
        lines = (real.parent / SUMS).read_text("ascii").splitlines()
    except OSError:
        return
    if real.name in {line.partition("  ")[2] for line in lines}:
        raise DataError(
            f"{path} belongs to the frozen test half; only `commentguard evaluate --open-test`"
            f" reads it, and writes that into {OPENINGS}"
        )


def frozen_digest(folder: Path) -> str:
    """One SHA-256 for the whole half: that of its list."""
    return hashlib.sha256((folder / SUMS).read_bytes()).hexdigest()


def own_test(folder: Path, bench: Bench, opening: Opening) -> Exam:
    """An exam on the test half. Calling this is opening it."""
    records = open_test(folder, opening)
    pool = records_pool(records, bench.store)

    def papers(contestant: Contestant) -> Sequence[Paper]:
        return [Paper("own_test", pool, records, contestant.stands(bench.training))]

    return Exam("own_test", "Own test half (frozen)", papers)
