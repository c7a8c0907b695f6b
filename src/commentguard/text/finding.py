"""A finding: a value computed from a document on first use, and kept with it.

`functools.cached_property` does the same behind a lock, which Python 3.11 takes for every value of
every document; twenty findings a comment would spend more time on locks than on reading.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")


class Finding(Generic[T]):
    """A method read as an attribute. Two threads may both compute it: they find the same."""

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, document: None, owner: type) -> Self: ...
    @overload
    def __get__(self, document: object, owner: type) -> T: ...
    def __get__(self, document: object | None, owner: type) -> Self | T:
        if document is None:
            return self
        # From now on the instance's own attribute is found first, and this is not asked again.
        value = document.__dict__[self._name] = self._compute(document)
        return value

    def keep(self, document: object, value: T) -> None:
        """Give a document a value that was computed with those of others."""
        document.__dict__[self._name] = value
