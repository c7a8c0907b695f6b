"""What a start left unused, given back to the system.

Lexicons, gazetteer and model are read through lists and arrays several times their size. The C
library keeps what those leave behind: the holes stay part of the process, and a worker met its first
comments eight megabytes heavier than what it holds.
"""

from __future__ import annotations

import ctypes
import sys


def give_back() -> bool:
    """Let the C library return free pages; false where it knows no way to, which harms nothing.

    Once, behind a start: it walks the whole heap, which takes some milliseconds.
    """
    if not sys.platform.startswith("linux"):
        return False
    # glibc has it, musl does not.
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim is not None and bool(trim(0))
