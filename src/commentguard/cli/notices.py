"""What was read of a file of comments and counts for nothing, told once a kind when all is done.

None of it is a reason to refuse a verdict, and each may be a mistake in somebody's mapping.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from commentguard.cli.tables import converted
from commentguard.comment import FIELDS, Comment
from commentguard.posted_at import WANTED, moment

_UNREADABLE = "\N{REPLACEMENT CHARACTER}"
# What labelled comments say beside a comment's fields: no mistake in a file that is scored.
LABELLED = frozenset(
    {"label", "split", "reasons", "evidence", "pair_of", "hard", "era", "subject", "note"}
)  # fmt: skip
STAFF = ("administrator", "admin", "editor", "author", "owner", "moderator", "contributor")
"""Roles that are counted; the first is published by rule."""
_READERS = frozenset({"subscriber", "customer", "member", "user", "guest", "visitor", "reader"})
# Enough to see a mistake by, and no echo of a whole file.
_NAMES, _LENGTH = 16, 64


class Notices:
    """Hears every comment with the row that it was read from."""

    def __init__(self) -> None:
        self._unknown: dict[str, None] = {}
        self._fields: set[str] = set()
        self._roles: dict[str, None] = {}
        self._counts: Counter[str] = Counter()
        self._firsts: dict[str, int] = {}

    def hear(self, number: int, row: Mapping[str, Any], comment: Comment) -> None:
        for name in row:
            if name in FIELDS:
                self._fields.add(name)
            elif name and name not in LABELLED and len(self._unknown) < _NAMES:
                self._unknown[name[:_LENGTH]] = None
        if _UNREADABLE in comment.text or _UNREADABLE in comment.author:
            self._count("garbled", number)
        if comment.posted_at and moment(comment.posted_at) is None:
            self._count("undated", number)
        roles = [role.strip().lower() for role in comment.author_role.split(",")]
        if comment.author_role and not any(role in STAFF or role in _READERS for role in roles):
            self._count("role", number)
            if len(self._roles) < _NAMES:
                self._roles[comment.author_role[:_LENGTH]] = None

    def lines(self, source: str) -> Iterator[str]:
        if self._unknown:
            near = [hint for name in self._unknown if (hint := self._meant(name))]
            asked = f" (did you mean {', '.join(dict.fromkeys(near))}?)" if near else ""
            yield f"not known: {', '.join(map(_plain, self._unknown))}{asked}"
        if garbled := self._counts["garbled"]:
            yield (
                f"{garbled} rows hold {_UNREADABLE} (the first is row {self._firsts['garbled']}): "
                f"is {source} written in UTF-8? If not, {converted(source)}"
            )
        if undated := self._counts["undated"]:
            yield (
                f"{undated} rows have a posted_at that is not {WANTED} "
                f"(the first is row {self._firsts['undated']}); the API refuses these"
            )
        if cast := self._counts["role"]:
            told = ", ".join(map(_plain, self._roles))
            yield (
                f"{cast} rows have an author_role that counts for nothing: {told}; "
                f"counted are {', '.join(STAFF)}"
            )

    def _count(self, kind: str, number: int) -> None:
        self._counts[kind] += 1
        self._firsts.setdefault(kind, number)

    def _meant(self, name: str) -> str:
        """The field that a column may be meant for: ``ip`` and ``comment_author_IP`` are author_ip."""
        low = name.lower()
        free = sorted(FIELDS - self._fields, key=lambda field: (-len(field), field))
        for field in free:
            if field == low or low.endswith(f"_{field}") or field.endswith(f"_{low}"):
                return field
        near = difflib.get_close_matches(low, free, 1, 0.8)
        return near[0] if near else ""


def _plain(text: str) -> str:
    """A name out of a file without what a terminal obeys."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)
