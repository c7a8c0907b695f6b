"""What runs kernels: a Lua of the package lupa, LuaJIT or plain.

LuaJIT reads memory itself. Plain Lua cannot, and has no `ffi` and no `bit`: it is given all of memory as arrays of
`ctypes`, one for each type of number, and `plain.lua` makes of these what kernels use. An access costs
a tenth of a microsecond instead of a nanosecond; in return no kernel has a second implementation.
"""

from __future__ import annotations

import ctypes
import logging
from collections.abc import Callable
from importlib import import_module
from importlib.resources import files
from types import ModuleType
from typing import Any, NamedTuple

from commentguard.kernel.executable import may_compile

log = logging.getLogger(__name__)

_INTEGERS = ("int8", "uint8", "int16", "uint16", "int32", "uint32", "int64")
_MEMORY = 2**62

_RUN = b"return function(source, name, constants) return assert(loadstring(source, name))(constants) end"


class Runtime(NamedTuple):
    """A Lua of this process. `run(source, name, constants)` gives what the source returns when it is called."""

    lua: Any
    run: Callable[[bytes, bytes, Any], Any]


def compiling(module: str) -> Runtime | None:
    """LuaJIT 2.1, where that is what this module of lupa is, else `None`.

    A wheel's is `luajit21`, one built for a system's Lua `lua`. Where the system forbids what compiling
    needs, it interprets, and the log says so.
    """
    found = _imported(module)
    if found is None:
        return None
    lua = _started(found)
    if not lua.lua_implementation.startswith(b"LuaJIT 2.1"):
        return None
    if not may_compile():
        lua.execute(b"jit.off()")
        log.warning(
            "memory may not be made executable here (MemoryDenyWriteExecute?): comments are read by "
            "LuaJIT's interpreter, with the same answers, but in milliseconds each instead of fractions of one"
        )
    # Kernels make some thousand traces of all sorts of texts, and at its own limit LuaJIT throws all away
    # and begins anew.
    lua.execute(b'jit.opt.start("maxtrace=3000", "maxmcode=8192")')
    # Collected when a fifth is garbage instead of half: what it holds for long is half a megabyte.
    lua.execute(b'collectgarbage("setpause", 120)')
    return Runtime(lua, lua.execute(_RUN))


def interpreting(module: str) -> Runtime | None:
    """Plain Lua 5.3 or later with what kernels use of LuaJIT, where this module of lupa is one, else `None`.

    The trap: it reads and writes where it is told to, as LuaJIT does.
    """
    found = _imported(module)
    if found is None:
        return None
    lua = _started(found)
    if lua.lua_version < (5, 3):
        return None
    kinds: dict[str, Any] = {f"{name}_t": getattr(ctypes, f"c_{name}") for name in _INTEGERS}
    # The integers of Lua have a sign, and the same bits.
    kinds |= {"uint64_t": ctypes.c_int64, "float": ctypes.c_float, "double": ctypes.c_double}
    memory = {
        name.encode(): found.as_itemgetter(
            (kind * (_MEMORY // ctypes.sizeof(kind))).from_address(0)
        )
        for name, kind in kinds.items()
    }
    source = files("commentguard.kernel").joinpath("plain.lua").read_bytes()
    lua.execute(source, lua.table_from(memory), ctypes.memset, name=b"@plain.lua")
    return Runtime(lua, lua.execute(_RUN))


def _imported(module: str) -> ModuleType | None:
    try:
        return import_module(f"lupa.{module}")
    except ImportError:
        return None


def _started(module: ModuleType) -> Any:
    return module.LuaRuntime(
        encoding=None, unpack_returned_tuples=True, register_eval=False, register_builtins=False
    )
