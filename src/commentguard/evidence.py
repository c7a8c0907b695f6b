"""What a signal is, and what it answers.

One protocol, called identically to train, to serve and to explain: the values feed the
matrix, the spans feed the highlighter, value times weight is the reason's weight. There is
no second code path that could disagree with the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

from commentguard.verdict import Code, Span

if TYPE_CHECKING:
    from commentguard.text.document import Document


@dataclass(frozen=True, slots=True)
class Column:
    """One number of a signal.

    `code` is the reason this number argues for, `None` for numbers that explain nothing to a
    person (length, known author). `sign` limits its weight in the sum: +1 never negative,
    -1 never positive, 0 free. A column with a code has sign +1, so that evidence of an advert
    can never be outvoted by more of the same evidence there. The trap: trees know no signs.
    """

    name: str
    code: Code | None = None
    sign: int = 0

    def __post_init__(self) -> None:
        if self.code is not None and self.sign != 1:
            object.__setattr__(self, "sign", 1)


class Reading(NamedTuple):
    """The answer of a signal about one comment.

    `values` has one entry per column, each in [0, 1]. `spans` holds, per code, the shortest
    evidence in `Comment.text`. `fired` names the codes to show; a value above 0 with no fired
    code is a hint for the model that is not worth a moderator's time. `faint` names codes that
    are shown only in a comment which is unwanted anyway: a price or a bare address is nothing in
    a reader's comment and part of the advert in an advert. The trap: every code of either kind
    must belong to one of the signal's columns, and that column must be above 0.

    A tuple, because nineteen are made for every comment and a frozen dataclass takes four times as
    long to make.
    """

    values: tuple[float, ...]
    spans: Mapping[Code, tuple[Span, ...]] = MappingProxyType({})
    fired: tuple[Code, ...] = ()
    faint: tuple[Code, ...] = ()

    @classmethod
    def nothing(cls, columns: int) -> Self:
        """The answer where there is no evidence of any kind."""
        return cls((0.0,) * columns)


class Signal(Protocol):
    """A detector: one idea, one file, a pure function of a `Document`.

    It may read the document's findings. It may not read a clock, a file, another signal or
    yesterday: what needs those is a fact of arrival and a field of `Comment`.

    `wakes` are the traces (`text.traces`) that it may find evidence behind. A comment that shows none
    of them is answered with `silent` and never read, which must be what `read` would say.
    """

    @property
    def name(self) -> str: ...

    @property
    def columns(self) -> tuple[Column, ...]: ...

    @property
    def wakes(self) -> int: ...

    @property
    def silent(self) -> Reading: ...

    def read(self, doc: Document) -> Reading: ...
