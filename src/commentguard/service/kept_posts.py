"""Versions of posts that were stored a moment ago, so that not every comment writes its post again."""

from __future__ import annotations

from collections import OrderedDict

_HOUR = 60 * 60 * 1000
_REMEMBERED = 4096


class KeptPosts:
    """Remembered for an hour: retention leaves a version alone for days after it was last seen,
    so what is known here is there. The traps: another may have taken its place since, and whoever
    removes a site removes its posts.
    """

    def __init__(self) -> None:
        self._seen: OrderedDict[str, int] = OrderedDict()

    def knows(self, post_id: str, at: int) -> bool:
        return at - self._seen.get(post_id, -_HOUR) < _HOUR

    def forget(self, post_id: str) -> None:
        """This version is not there."""
        self._seen.pop(post_id, None)

    def note(self, post_id: str, at: int) -> None:
        """This version is durable."""
        self._seen[post_id] = at
        self._seen.move_to_end(post_id)
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
