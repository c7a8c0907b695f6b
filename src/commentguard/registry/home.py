"""Where models of one's own live: ``COMMENTGUARD_HOME``, else the user's data folder."""

from __future__ import annotations

import os
from pathlib import Path

HOME = "COMMENTGUARD_HOME"


def home() -> Path:
    """The folder for everything that is not shipped. It need not exist yet."""
    given = os.environ.get(HOME, "")
    if given:
        return Path(given).expanduser()
    data = os.environ.get("XDG_DATA_HOME", "")
    return (Path(data) if data else Path.home() / ".local" / "share") / "commentguard"
