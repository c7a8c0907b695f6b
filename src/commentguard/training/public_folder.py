"""Where the public corpora lie, which stay outside the repository."""

from __future__ import annotations

import os
from pathlib import Path

from commentguard.errors import DataError


def corpora_folder() -> Path | None:
    """The folder of public corpora: ``COMMENTGUARD_DATA``, else ``../shared/data`` if there."""
    folder = Path(os.environ.get("COMMENTGUARD_DATA", "../shared/data"))
    return folder if folder.is_dir() else None


def wanted_corpora(named: Path | None, own_only: bool) -> Path | None:
    """The folder of public corpora that a fit shall use, `None` where it shall use none.

    Raises `DataError` where they are not there: a model of our own writing alone is another one, and
    nobody shall get it in the place of the one they asked for.
    """
    if named is not None and not named.is_dir():
        raise DataError(f"no such folder: {named}")
    found = None if own_only else named or corpora_folder()
    if found is None and not own_only:
        raise DataError(
            "the public corpora are not here: name their folder (--corpora or COMMENTGUARD_DATA), "
            "fill one with `commentguard data fetch all`, or leave them out with --own-only"
        )
    return found
