"""Tables inside a datasheet that commands write: generated parts between two marks, prose around."""

from __future__ import annotations

from pathlib import Path

from commentguard.errors import DataError


def replace_section(path: Path, name: str, content: str) -> None:
    """Put `content` between ``<!-- NAME -->`` and ``<!-- /NAME -->``; the rest stays as it is.

    Raises `DataError` when the marks are not there, once each and in order: a command that
    guesses where to write destroys somebody's prose.
    """
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->\n"
    text = path.read_text("utf-8")
    if text.count(begin) != 1 or text.count(end) != 1 or text.index(begin) > text.index(end):
        raise DataError(f"{path}: needs one line {begin.strip()} and below it one {end.strip()}")
    head, tail = text[: text.index(begin)], text[text.index(end) :]
    path.write_text(f"{head}{begin}{content}{tail}", "utf-8")
