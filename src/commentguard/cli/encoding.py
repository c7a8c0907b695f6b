"""How a file of comments is encoded, by the mark that spreadsheets set at its beginning."""

from __future__ import annotations

import codecs
import io
from typing import BinaryIO, cast

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def marked(lines: BinaryIO) -> tuple[io.BufferedReader[io.RawIOBase], str]:
    """`lines`, of which nothing is read yet, with the encoding that they begin with: UTF-8 unless UTF-16 is marked.

    Neither encoding takes the mark for a sign of the text. A file of Windows that says *Unicode* is UTF-16.
    """
    read = io.BufferedReader(cast("io.RawIOBase", lines))
    return read, "utf-16" if read.peek(2)[:2] in _UTF_16 else "utf-8-sig"
