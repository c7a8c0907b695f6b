"""LuaJIT in this process, and the kernels that it compiles.

NumPy is paid by the call, about a microsecond each, and one comment by itself is a hundred and fifty calls;
a loop in LuaJIT costs a few nanoseconds a character however short the text is. A kernel is one Lua file of
this package that returns one function. It gets bytes and numbers, and writes to arrays whose `address` it is
told: nobody checks where it writes, so whoever calls one makes room first, for the most that the
lengths it passes may need.

One runtime for all threads: a thread that is in a kernel keeps the others out of it, for microseconds.
"""

from __future__ import annotations

from ctypes import addressof, c_char
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

from numpy.typing import NDArray

from commentguard.errors import CommentGuardError


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
    told = runtime.table_from({key.encode(): value for key, value in constants.items()})
    found: Kernel = runtime.execute(source, told, name=f"@{name}.lua".encode())
    return found


def address(array: NDArray[Any]) -> int:
    """Where the entries of a writable, contiguous array that is not empty lie.

    The trap: it is right for as long as somebody holds the array.
    """
    # A third of the time that `array.ctypes` takes.
    return addressof(c_char.from_buffer(array.data))


@cache
def _runtime() -> Any:
    try:
        from lupa.luajit21 import LuaRuntime
    except ImportError as error:
        raise CommentGuardError(
            "this build of the package lupa has no LuaJIT 2.1, which CommentGuard reads comments with; "
            "its wheels for Linux and Windows have, those for macOS have not (docs/performance.md)"
        ) from error
    runtime = LuaRuntime(
        encoding=None, unpack_returned_tuples=True, register_eval=False, register_builtins=False
    )
    # Collected when a fifth is garbage instead of half: what it holds for long is half a megabyte.
    runtime.execute(b'collectgarbage("setpause", 120)')
    return runtime
