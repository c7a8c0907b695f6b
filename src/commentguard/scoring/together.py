"""Files that belong together are written together: all of them, or what was there before stands."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from commentguard.errors import ModelError, cause


def write_together(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` into `folder`, made where it is missing. Raises `ModelError` where the disk says no.

    They are drafts until the last is on the disk: a disk fills up while something is written, and a rename
    needs no room.
    """
    draft = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".writing-", dir=folder))
        for name, data in files.items():
            with (draft / name).open("wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
        for name in files:
            (draft / name).replace(folder / name)
    except OSError as error:
        raise ModelError(f"cannot write {folder}: {cause(error)}") from error
    finally:
        if draft is not None:
            shutil.rmtree(draft, ignore_errors=True)
