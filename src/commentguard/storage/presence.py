"""Whether there is a database of ours at a URL, asked without making one.

SQLite makes a file of whatever name is opened, so a mistyped folder would be an empty database and no mistake.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import make_url

from commentguard.storage.engine import connect, is_sqlite
from commentguard.storage.migrate import revision


def is_there(url: str) -> bool:
    """Whether a migration was ever run there. Raises `DataError` for a URL that is none of ours."""
    engine = connect(url)
    try:
        file = engine.url.database or ""
        # What begins so is an address itself, and SQLite alone reads it.
        if is_sqlite(engine) and not file.startswith("file:") and not Path(file).is_file():
            return False
        with engine.connect() as connection:
            return revision(connection) is not None
    finally:
        engine.dispose()


def shown(url: str) -> str:
    """A URL to be printed, without its password."""
    return make_url(url).render_as_string(hide_password=True)
