"""The next command, printed so that it can be typed: by the name that this one was started by, on the same data."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

_NAME = "commentguard"


def again(
    words: str,
    *,
    home: Path | None = None,
    database_url: str | None = None,
    config: Path | None = None,
) -> str:
    """`words` as a whole command. In a virtual environment that is not active the bare name is not found; and
    a folder that was named once has to be named again. A database's address is left to whoever typed it: it may
    hold a password, and this is printed.
    """
    parts = [shlex.quote(_started_as()), words]
    if home is not None:
        parts.append(f"--home {shlex.quote(str(home))}")
    if database_url is not None:
        parts.append("--database-url …")
    if config is not None:
        parts.append(f"--config {shlex.quote(str(config))}")
    return " ".join(parts)


def _started_as() -> str:
    """The path by which this program was called, or its name where that leads to the same."""
    called = Path(sys.argv[0])
    if called.name != _NAME:
        # Called from within Python: there is no better name than the one it is installed under.
        return _NAME
    found = shutil.which(_NAME)
    if found is not None and Path(found).absolute() == called.absolute():
        return _NAME
    return sys.argv[0]
