"""Whether this process may run code that it writes: what LuaJIT compiles, it does.

A system may forbid it (`MemoryDenyWriteExecute=` of systemd, `PR_SET_MDWE`, SELinux without execmem).
LuaJIT does not ask: it writes its first loop, is refused, and ends the process. So it is asked here, with
the very calls that it would be refused.
"""

from __future__ import annotations

import sys
from ctypes import CDLL, addressof, c_char, c_size_t, c_void_p
from mmap import PAGESIZE, mmap


def may_compile() -> bool:
    """Whether a page that was writable may become executable, as LuaJIT's do.

    Nothing is written there, and nothing run. True without asking anywhere but on Linux.
    """
    if sys.platform != "linux":
        return True
    from mmap import MAP_ANONYMOUS, MAP_PRIVATE, PROT_EXEC, PROT_READ, PROT_WRITE

    with mmap(-1, PAGESIZE, flags=MAP_PRIVATE | MAP_ANONYMOUS, prot=PROT_READ | PROT_WRITE) as page:
        first = c_char.from_buffer(page)
        at = c_void_p(addressof(first))
        # The page could not be closed while somebody holds what lies on it.
        del first
        refused: int = CDLL(None).mprotect(at, c_size_t(PAGESIZE), PROT_READ | PROT_EXEC)
        return refused == 0
