"""Scoring without the garbage collector looking in.

A batch makes some hundred objects a comment, all of which live until it is scored: the collector walks
them over and over, and everything else in the process with them, and finds nothing, because nothing of a
comment points back at itself. Reference counts free what a batch makes.
"""

from __future__ import annotations

import gc
from types import TracebackType


class Uncollected:
    """A context in which automatic collection is off, if it was on. What piles up is collected behind it.

    The trap: it is off for all threads of the process, and the first to leave of those that turned it off
    turns it on for all; the others go on with the collector at work, which costs time only. Whoever turns
    it off elsewhere meanwhile finds it on, and a process forked meanwhile begins with it off.
    """

    __slots__ = ("_was_on",)

    def __enter__(self) -> None:
        self._was_on = gc.isenabled()
        # Not where it is off: whoever turned it off may turn it on between the two lines, and nobody
        # would again.
        if self._was_on:
            gc.disable()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._was_on:
            gc.enable()
