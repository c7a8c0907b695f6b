"""Whether something can be read or written where it shall be, asked before the work and not after it."""

from __future__ import annotations

import os
from pathlib import Path

from commentguard.errors import DataError


def folder_to_read(path: Path) -> None:
    """Raise `DataError` unless `path` is a folder: what it lacks is left out of a report, which a slip of the
    pen must not look like.
    """
    if not path.is_dir():
        raise DataError(f"no such folder: {path}")


def folder_to_write(path: Path) -> None:
    """Raise `DataError` unless `path` is a folder that can be written into, or could be made one.

    Nothing is made: a run that fails leaves no empty folder. The trap: a disk that fills up is found
    out by writing alone.
    """
    found = path.absolute()
    while not os.path.lexists(found):
        found = found.parent
    if not found.is_dir():
        raise DataError(f"{path} cannot be written into: {found} is no folder")
    if not os.access(found, os.W_OK | os.X_OK):
        raise DataError(f"{path} cannot be written into: {found} is not ours to write")


def file_to_write(path: Path) -> None:
    """Raise `DataError` unless `path` is a file that can be written, or could be made one."""
    if path.is_dir():
        raise DataError(f"{path} is a folder, and a file is wanted")
    folder_to_write(path.parent)
    if path.exists() and not os.access(path, os.W_OK):
        raise DataError(f"{path} is not ours to write")
