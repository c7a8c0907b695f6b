"""The memory of a start: not walked while it is filled, and what it left unused given back to the system.

Lexicons, gazetteer and model are read through lists and arrays several times their size. The C
library keeps what those leave behind: the holes stay part of the process, and a worker met its first
comments eight megabytes heavier than what it holds.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from commentguard.scoring.collector import Uncollected


@contextmanager
def unwalked() -> Iterator[None]:
    """While modules and a model are loaded, no collection of garbage walks them: a tenth of a start. Nearly all of it stays.

    The trap: what was made meanwhile is not walked afterwards either. That is for a process that goes on to serve.
    """
    with Uncollected():
        yield
        # Else the first collection would walk all of it.
        gc.freeze()


def give_back() -> bool:
    """Let the C library return free pages; false where it knows no way to, which harms nothing.

    Once, behind a start: it walks the whole heap, which takes some milliseconds.
    """
    if not sys.platform.startswith("linux"):
        return False
    # glibc has it, musl does not.
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim is not None and bool(trim(0))
