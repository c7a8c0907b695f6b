"""LuaJIT in this process, and the kernels that it compiles; plain Lua where there is none.

NumPy is paid by the call, about a microsecond each, and one comment by itself is a hundred and fifty calls;
a loop in LuaJIT costs a few nanoseconds a character however short the text is. A kernel is one Lua file of
this package that returns one function. It gets bytes and numbers, and writes to arrays whose `address` it is
told: nobody checks where it writes, so whoever calls one makes room first, for the most that the
lengths it passes may need.

One runtime for all threads: a thread that is in a kernel keeps the others out of it, for microseconds. The trap: who
forks while another thread is in a kernel gets a child whose kernels wait for that thread forever. A process that has
threads starts others anew ("spawn", or `subprocess`).

Where code that is written may not be run, LuaJIT interprets: the same answers, for two or three milliseconds a comment.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from ctypes import addressof, c_char
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

from numpy.typing import NDArray

from commentguard.errors import CommentGuardError
from commentguard.kernel.lua import Runtime, compiling, interpreting

log = logging.getLogger(__name__)

CHOICE = "COMMENTGUARD_LUA"
"""The environment variable that chooses plain Lua where it says `plain`: for tests, which hold it to LuaJIT."""

_JIT, _PLAIN = ("luajit21", "lua"), ("lua54", "lua55", "lua53", "lua")


# Arrays are buffers, which NumPy's annotations say from Python 3.12 on; `array.data` is one for everybody, and a quarter dearer.
_shared: Callable[[Any], c_char] = c_char.from_buffer


class Kernel(Protocol):
    """A function of Lua. What it returns is a number, a tuple of several, or nothing."""

    def __call__(self, *arguments: int | float | bytes) -> Any: ...


def kernel(name: str, /, **constants: int | bytes | Kernel) -> Kernel:
    """The function that `name`.lua returns, given `constants` as a table.

    Each call compiles anew. That is meant: a trace knows the types it was recorded with, so that texts
    of one byte a character and of four are read by two kernels of one source.
    """
    source = files("commentguard.kernel").joinpath(f"{name}.lua").read_bytes()
    runtime = _runtime()
    table = runtime.lua.table_from({key.encode(): value for key, value in constants.items()})
    found: Kernel = runtime.run(source, f"@{name}.lua".encode(), table)
    return found


def address(array: NDArray[Any]) -> int:
    """Where the entries of a writable, contiguous array that is not empty lie.

    The trap: it is right for as long as somebody holds the array.
    """
    # A third of the time that `array.ctypes` takes.
    return addressof(_shared(array))


def address_to_read(array: NDArray[Any]) -> int:
    """The same of an array that a kernel only reads: it may be read-only, as joblib hands arrays to its workers."""
    if array.flags.writeable:
        return address(array)
    if not array.flags.c_contiguous:
        raise ValueError("an array that is not contiguous has no one address")
    return int(array.ctypes.data)


@cache
def _runtime() -> Runtime:
    if os.environ.get(CHOICE) != "plain":
        for module in _JIT:
            if found := compiling(module):
                return found
        log.warning(
            "this build of the package lupa has no LuaJIT 2.1 (its wheels for macOS have none), so comments are "
            "read in plain Lua: with the same answers, but in milliseconds each instead of fractions of one. "
            "What to do about it: docs/architecture.md, Kernels"
        )
    for module in _PLAIN:
        if found := interpreting(module):
            return found
    raise CommentGuardError(
        "this build of the package lupa has neither LuaJIT 2.1 nor Lua 5.3 to 5.5, one of which "
        "CommentGuard reads comments with (docs/architecture.md, Kernels)"
    )
