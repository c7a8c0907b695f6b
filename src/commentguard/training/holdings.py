"""What of the catalogue a folder holds, and filling it.

A mirror (an address below which every corpus lies as ``NAME/data.csv``) gives the assembled files, whose
SHA-256 is known. Without one, the sources themselves are fetched into ``NAME/source``, and ``data.csv``
is made of them where a rule makes it (`assembly`); of the other corpora a stranger has what they were
made from, and the catalogue says how.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from commentguard.training.assembly import RECIPES, assemble
from commentguard.training.catalogue import ORIGIN, Entry
from commentguard.training.download import Progress, digest, download

MIRROR = "COMMENTGUARD_MIRROR"


class State(StrEnum):
    """How a corpus lies in a folder."""

    HERE = "here"
    OTHER = "another edition"
    SOURCES = "sources only"
    MISSING = "missing"


def state(entry: Entry, folder: Path | None) -> State:
    """Whether `folder` holds the corpus, by SHA-256."""
    if folder is None:
        return State.MISSING
    data = folder / entry.name / "data.csv"
    if data.is_file():
        return State.HERE if digest(data) == entry.sha256 else State.OTHER
    return State.SOURCES if (folder / entry.name / "source").is_dir() else State.MISSING


def fetch(
    entry: Entry,
    folder: Path,
    mirror: str = "",
    progress: Progress = lambda *_: None,
    origin: str = ORIGIN,
) -> Sequence[Path]:
    """Bring one corpus into `folder`; the files that are there afterwards.

    Raises `DataError` (see `download`, `assemble`); what came before it stays.
    """
    mirror = mirror or os.environ.get(MIRROR, "")
    if mirror:
        url = f"{mirror.rstrip('/')}/{entry.name}/data.csv"
        return [download(url, folder / entry.name / "data.csv", entry.sha256, progress)]
    source = folder / entry.name / "source"
    files = [
        download(a.url(origin), source / a.repository / a.commit[:12] / a.path, progress=progress)
        for a in entry.addresses
    ]
    if entry.name in RECIPES:
        files.append(assemble(entry, files, folder / entry.name / "data.csv"))
    return files
