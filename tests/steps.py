"""How much work a call is, in steps of the interpreter: the same on every machine, whatever else it does."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(call: Callable[[], object]) -> int:
    """Instructions that Python executes in `call`; what C does in one of them counts as one."""
    done = 0

    def follow(frame: FrameType, event: str, _: Any) -> Callable[..., Any]:
        nonlocal done
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        done += event == "opcode"
        return follow

    before = sys.gettrace()
    sys.settrace(follow)
    try:
        call()
    finally:
        sys.settrace(before)
    return done
