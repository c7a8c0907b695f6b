"""Where the secret, the database and models of one's own live, unless the settings name another folder.

The settings do (`server.config.Config.folder`): whoever opens something in a home takes it from there, since what
asked the environment by itself would overlook the file.
"""

from __future__ import annotations

import os
from pathlib import Path

from commentguard.errors import DataError

HOME = "COMMENTGUARD_HOME"


def usual_home() -> Path:
    """The folder for everything that is not shipped, where no setting names one. It need not exist yet."""
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
