"""Names of tracks for labelled files: two files called the same must not become one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

from commentguard.errors import DataError

_ENDINGS = ("_attacked", "_calibrated")
"""What a track's own further tables are called by."""


def told_apart(paths: Sequence[Path], taken: Collection[str]) -> dict[str, Path]:
    """Every file by a name of its own: its stem, with its folder before it where that is not enough.

    Raises `DataError` for one file given twice, and for files that even so are called the same.
    """
    if len({path.resolve() for path in paths}) < len(paths):
        raise DataError(f"{_told(paths)}: the same file twice")
    stems = Counter(path.stem for path in paths)
    names = {
        path: path.stem
        if stems[path.stem] == 1 and path.stem not in taken and not path.stem.endswith(_ENDINGS)
        else f"{path.resolve().parent.name}/{path.name}"
        for path in paths
    }
    if len(set(names.values())) < len(paths):
        raise DataError(f"{_told(paths)}: files of one name in folders of one name; rename one")
    return {name: path for path, name in names.items()}


def _told(paths: Sequence[Path]) -> str:
    return ", ".join(map(str, paths))
