"""Where the secret, the database and models of one's own live: ``COMMENTGUARD_HOME``, else the user's data folder."""

from __future__ import annotations

import os
from pathlib import Path

from commentguard.errors import DataError

HOME = "COMMENTGUARD_HOME"


def home() -> Path:
    """The folder for everything that is not shipped. It need not exist yet."""
    given = os.environ.get(HOME, "")
    if given:
        return Path(given).expanduser()
    data = os.environ.get("XDG_DATA_HOME", "")
    return (Path(data) if data else Path.home() / ".local" / "share") / "commentguard"


def made(folder: Path, mode: int = 0o700) -> Path:
    """`folder`, there now. Raises `DataError`, in words that say what to do instead."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=mode)
    except OSError as error:
        raise DataError(
            f"the folder {folder} cannot be made: {error.strerror}; "
            f"choose another with --home or {HOME}"
        ) from error
    return folder
