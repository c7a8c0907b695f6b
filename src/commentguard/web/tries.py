"""How many wrong passwords and wrong links an address and a name have."""

from __future__ import annotations

from fastapi import Request

from commentguard.service.limits import Buckets

# An address has 10, then one in 20 seconds; a name has 30, then one a minute, wherever they come
# from. The second is generous, because it can be used to lock somebody out.
_BY_ADDRESS = (1 / 20, 10)
_BY_NAME = (1 / 60, 30)
TOO_MANY = "Too many tries. Wait a minute, then try again."


class Tries:
    """What is left, in one process. A try is taken before it is looked at and given back where it was right.

    Hashing takes so long that a hundred could begin before the first is known to be wrong.
    """

    def __init__(self) -> None:
        self._addresses, self._names = Buckets(*_BY_ADDRESS), Buckets(*_BY_NAME)

    def take(self, address: str, name: str | None) -> bool:
        """Whether there was one left. A link has no name: nobody guesses one, and strangers shall not close all of them."""
        buckets = self._of(address, name)
        if any(bucket.level(who) < 1 for bucket, who in buckets):
            return False
        for bucket, who in buckets:
            bucket.take(who)
        return True

    def give_back(self, address: str, name: str | None) -> None:
        """This one was right."""
        for bucket, who in self._of(address, name):
            bucket.give_back(who)

    def _of(self, address: str, name: str | None) -> list[tuple[Buckets, str]]:
        counted = [(self._addresses, address)]
        return counted if name is None else [*counted, (self._names, name)]


def tries_of(request: Request) -> Tries:
    """Those of the process that answers."""
    state = request.app.state
    if not hasattr(state, "desk_tries"):
        state.desk_tries = Tries()
    tries: Tries = state.desk_tries
    return tries
