"""What can go wrong, as one small tree.

A caller that wants to keep running after any failure of ours catches `CommentGuardError`.
The children carry the exit code of the command line, because the two faces (exceptions and
exit codes) describe the same distinction: was it the data, the model, or something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self


def cause(error: Exception) -> str:
    """What went wrong, in words: of an `OSError` without its number and path, which a message has said by then."""
    return getattr(error, "strerror", None) or str(error)


class CommentGuardError(Exception):
    """Anything this package refuses to do, with a message meant for people."""

    exit_code = 1


class DataError(CommentGuardError):
    """A comment, corpus or file that cannot be read as what it claims to be.

    `field` names the offending field as a JSON pointer (``/post_tags``), empty for the whole. `faults` has a
    pointer and a message for each field where several are wrong, `field` then being the first.
    """

    exit_code = 3

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field
        self.faults: tuple[tuple[str, str], ...] = ((field, message),) if field else ()

    @classmethod
    def together(cls, errors: Sequence[DataError]) -> Self:
        """One error that says what all of `errors` say, in their order: who mends a mapping mends it once."""
        made = cls("; ".join(map(str, errors)), field=errors[0].field)
        made.faults = tuple(fault for error in errors for fault in error.faults)
        return made


class ModelError(CommentGuardError):
    """A bundle that is missing, damaged, or does not belong to this code."""

    exit_code = 4


class SkewError(ModelError):
    """The code no longer computes the features that this bundle was fitted to."""
