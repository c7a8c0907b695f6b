"""Comments that ask in the same turns of the event loop are judged together.

A comment by itself costs two and a half times what it costs in a batch, and where sixteen visitors wait,
sixteen comments are there at once, though not all are read in one turn. So a sitting begins with the first
turn in which nobody joins, or when it is full: nobody waits for the clock, and who comes alone is judged a
turn later.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence

from commentguard.comment import Comment
from commentguard.storage.sites import Site
from commentguard.verdict import Verdict

_MOST = 16
_CHARACTERS = 32 * 1024
"""Comments, and characters of them, that are judged at once, so that the loop comes round within milliseconds.

Beyond either the rest is left to the next turn; one comment is judged however long it is.
"""

_Case = tuple[Site | None, Comment, asyncio.Future[Verdict]]


class Sitting:
    """Gathers what `judge` is asked in turns that follow each other, and hands it to `judge_many` site by site.

    An error is raised to whom it concerns: a group that fails is judged one by one.
    """

    def __init__(
        self, judge_many: Callable[[Site | None, Sequence[Comment]], list[Verdict]]
    ) -> None:
        self._judge_many = judge_many
        # By loop: what one that was closed left behind must not keep others waiting.
        self._waiting: dict[asyncio.AbstractEventLoop, deque[_Case]] = {}

    async def judge(self, site: Site | None, comment: Comment) -> Verdict:
        """The verdict about one comment."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Verdict] = loop.create_future()
        waiting = self._waiting.get(loop)
        if waiting is None:
            waiting = self._waiting[loop] = deque()
            loop.call_soon(self._sit, loop, 0)
        waiting.append((site, comment, future))
        return await future

    def _sit(self, loop: asyncio.AbstractEventLoop, seated: int) -> None:
        """Judge who waits, or look again in the next turn where more wait than the `seated` of the last one."""
        waiting = self._waiting[loop]
        if seated < len(waiting) < _MOST:
            loop.call_soon(self._sit, loop, len(waiting))
            return
        groups: dict[int, list[_Case]] = {}
        most, characters = _MOST, _CHARACTERS
        while waiting and most and characters > 0:
            case = waiting.popleft()
            most, characters = most - 1, characters - len(case[1].text)
            if not case[2].done():
                groups.setdefault(id(case[0]), []).append(case)
        if waiting:
            loop.call_soon(self._sit, loop, 0)
        else:
            del self._waiting[loop]
        for group in groups.values():
            self._settle(group)

    def _settle(self, group: list[_Case]) -> None:
        """Give each of a group of one site its verdict, or its own error."""
        try:
            verdicts = self._judge_many(group[0][0], [comment for _, comment, _ in group])
        except Exception as error:
            if len(group) == 1:
                group[0][2].set_exception(error)
                return
            for case in group:
                self._settle([case])
            return
        for (_, _, future), verdict in zip(group, verdicts, strict=True):
            future.set_result(verdict)
