"""Scoring without the garbage collector looking in.

A batch makes some hundred objects a comment, all of which live until it is scored: the collector walks
them over and over, and everything else in the process with them, and finds nothing, because nothing of a
comment points back at itself. Reference counts free all of it in any case.
"""

from __future__ import annotations

import gc
from types import TracebackType


class Uncollected:
    """A context in which automatic collection is off, if it was on. What piles up is collected behind it.

    The trap: it is off for all threads of the process. Two that score at once both turn it on again;
    the second goes on with the collector at work, which costs it time and nothing else.
    """

    __slots__ = ("_was_on",)

    def __enter__(self) -> None:
        self._was_on = gc.isenabled()
        gc.disable()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._was_on:
            gc.enable()
