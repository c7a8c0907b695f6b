"""The record everything else is written about: one blog comment, as received.

Standard library only, and deliberately so. A `Comment` is what the HTTP layer builds, what a
corpus file holds, what the database stores and what a signal reads; if it needed pydantic or
pandas, all of those would too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Any, Self

from commentguard.errors import DataError


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment on one post, with what the platform knew when it arrived.

    Field names are the same in JSONL files, the HTTP API and exports. An empty string, an
    empty tuple or `None` means *not known*, never *none*: a platform that does not count a
    visitor's approved comments sends nothing, one that counted and found none sends 0.

    The facts that change with time (`author_approved`, `near_duplicates`, …) are written down
    on arrival and stored with the comment, so that a training run next year reads the values
    the scorer saw and never recomputes them. Not all of it is counted today: no signal reads `near_duplicates`,
    `same_contact_seen`, `honeypot_filled`, `seconds_on_page`, `comment_type`, `posted_at`, `user_agent` or `referrer`.

    Making one with a value of another type raises `DataError`. The trap: a cell that pandas misses is a float,
    NaN; `from_mapping` reads it as not known.
    """

    text: str = ""
    id: str = ""
    site: str = ""
    author: str = ""
    author_email: str = ""
    author_url: str = ""
    author_ip: str = ""
    user_agent: str = ""
    referrer: str = ""
    permalink: str = ""
    lang: str = ""
    posted_at: str = ""
    post_title: str = ""
    post_text: str = ""
    post_tags: tuple[str, ...] = ()
    parent_text: str = ""
    parent_author: str = ""
    comment_type: str = ""
    author_role: str = ""
    author_approved: int | None = None
    near_duplicates: int | None = None
    same_contact_seen: int | None = None
    honeypot_filled: bool | None = None
    seconds_on_page: float | None = None

    def __post_init__(self) -> None:
        # A chain costs a third of a microsecond, whatever the lengths; a loop over the fields three times that.
        if (
            type(self.text) is type(self.id) is type(self.site) is type(self.author) is type(self.author_email)
            is type(self.author_url) is type(self.author_ip) is type(self.user_agent) is type(self.referrer)
            is type(self.permalink) is type(self.lang) is type(self.posted_at) is type(self.post_title)
            is type(self.post_text) is type(self.parent_text) is type(self.parent_author) is type(self.comment_type)
            is type(self.author_role) is str
            and type(self.post_tags) is tuple and (not self.post_tags or set(map(type, self.post_tags)) == {str})
            and (
                self.author_approved is self.near_duplicates is self.same_contact_seen is self.honeypot_filled
                is self.seconds_on_page is None or _has_numbers(self)
            )
        ):  # fmt: skip
            return
        if wrong := list(_of_other_types(self)):
            raise DataError.together(wrong)

    @classmethod
    def from_mapping(cls, row: Mapping[str, Any]) -> Self:
        """Read a comment from decoded JSON, a CSV row or a data-frame row.

        Unknown keys are ignored, so that a platform may send its whole comment object.
        `None`, a float NaN, NaT and NA (pandas' missing values) count as absent. A typed date, as
        columnar files have, is taken for `posted_at` as ISO 8601.

        Raises `DataError`, naming every field whose value has the wrong type: a number in
        place of the text is a mistake in the caller's mapping, not a comment to be scored.
        """
        known, wrong = _fields(row)
        if wrong:
            raise DataError.together(wrong)
        return cls(**known)

    @classmethod
    def to_judge(cls, row: Mapping[str, Any]) -> Self:
        """`from_mapping` for somebody who asks for a verdict.

        A row without a text is then a mistake in the caller's mapping, and would be published unseen:
        raises `DataError` where the text is missing, null or blank, which names all other wrong fields too.
        """
        known, wrong = _fields(row)
        if not known.get("text", "").strip() and all(error.field != "/text" for error in wrong):
            told = "missing"
            if "text" in row:
                told = "empty" if isinstance(row["text"], str) else "null"
            wrong.insert(0, DataError(f"text is {told}", field="/text"))
        if wrong:
            raise DataError.together(wrong)
        return cls(**known)

    def to_mapping(self) -> dict[str, Any]:
        """Write the comment as plain JSON types; fields that are not known are left out."""
        row = asdict(self)
        row["post_tags"] = list(self.post_tags)
        return {name: value for name, value in row.items() if value not in ("", [], None)}


def _fields(row: Mapping[str, Any]) -> tuple[dict[str, Any], list[DataError]]:
    """The fields that `row` knows, and what is wrong with it, in its order."""
    known: dict[str, Any] = {}
    wrong: list[DataError] = []
    for name, value in row.items():
        read = _READERS.get(name)
        if read is None or _is_missing(value):
            continue
        try:
            known[name] = read(name, value)
        except DataError as error:
            wrong.append(error)
    return known, wrong


def _is_missing(value: Any) -> bool:
    if isinstance(value, str):
        return not value
    # NaN and NaT are not equal to themselves; NaT is a date to `isinstance`. NA is equal to nothing and not false.
    unequal = isinstance(value, float | date) and value != value
    return value is None or unequal or type(value).__name__ == "NAType"


def _has_numbers(comment: Comment) -> bool:
    """Whether a comment's numbers are as `from_mapping` makes them; others may fit, too."""
    seconds = comment.seconds_on_page
    return (
        type(comment.author_approved) in _WHOLE
        and type(comment.near_duplicates) in _WHOLE
        and type(comment.same_contact_seen) in _WHOLE
        and type(comment.honeypot_filled) in _WHOLE
        and (seconds is None or (type(seconds) is float and seconds == seconds))
    )


def _of_other_types(comment: Comment) -> Iterator[DataError]:
    """What a comment was made with that its fields cannot hold. Any whole number or flag will do, NumPy's too."""
    for name, read in _READERS.items():
        value = getattr(comment, name)
        if read is _string:
            fits = isinstance(value, str)
            wanted = "a string"
        elif read is _strings:
            fits = isinstance(value, tuple | list) and all(isinstance(part, str) for part in value)
            wanted = "a tuple of strings"
        else:
            fits = value is None or (hasattr(value, "__float__") and value == value)
            wanted = "true or false, or None" if read is _flag else "a number or None"
        if not fits:
            told = f"{name} must be {wanted}, not {type(value).__name__}"
            if _is_missing(value):
                told += "; Comment.from_mapping reads missing values"
            yield DataError(told, field=f"/{name}")


def only_comments(comments: Iterable[Comment]) -> Sequence[Comment]:
    """`comments` in a sequence, whatever they came in: a column of a data frame is neither false nor true.

    Raises `TypeError` for what is no comment.
    """
    found = comments if isinstance(comments, list | tuple) else list(comments)
    for one in found:
        if not isinstance(one, Comment):
            hint = "Comment(text=...)" if isinstance(one, str) else "Comment.from_mapping(...)"
            raise TypeError(f"a Comment is wanted, not {type(one).__name__}: {hint} makes one")
    return found


def plain_cells(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of a table, with what columns do to their cells undone; for readers of tables alone.

    Beside a missing cell whole numbers become floats and flags 1.0, and list columns hold arrays. From
    anybody but a table a float for an identifier is a mistake of the caller, which `from_mapping` tells.
    """
    found = {}
    for name, cell in row.items():
        # Arrays and their scalars, whichever library they are of.
        value = cell.tolist() if hasattr(cell, "tolist") else cell
        if name == "id" and isinstance(value, float | Decimal) and _is_whole(value):
            value = int(value)
        if name == "honeypot_filled" and value in (0.0, 1.0, "0.0", "1.0"):
            value = bool(float(value))
        found[name] = value
    return found


def _is_whole(value: float | Decimal) -> bool:
    return isfinite(value) and value == int(value)


def _string(name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    # Identifiers are numbers in many databases; nothing else is text by accident.
    if name == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if name == "posted_at" and isinstance(value, date):
        return value.isoformat()
    raise DataError(f"{name} must be a string, not {type(value).__name__}", field=f"/{name}")


def _strings(name: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        return tuple(value)
    raise DataError(f"{name} must be a list of strings", field=f"/{name}")


def _count(name: str, value: Any) -> int:
    number = _number(name, value, _COUNTED.get(name, ""))
    if number < 0 or number != int(number):
        raise DataError(f"{name} must be a whole number, 0 or more", field=f"/{name}")
    return int(number)


def _number(name: str, value: Any, counted: str = "") -> float:
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            raise DataError(f"{name} must be a number{counted}", field=f"/{name}") from None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise DataError(f"{name} must be a number{counted}", field=f"/{name}")
    if not abs(value) < 1e15:
        raise DataError(f"{name} must be a finite number", field=f"/{name}")
    return float(value)


def _flag(name: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    flags = {"true": True, "1": True, "false": False, "0": False}
    try:
        return flags[str(value).lower()]
    except KeyError:
        raise DataError(f"{name} must be true or false", field=f"/{name}") from None


# Its name is a yes or no to most who read it.
_COUNTED = {"author_approved": ": how many comments of this author were approved"}
_WHOLE = frozenset({type(None), bool, int})
_SPECIAL = {
    "post_tags": _strings,
    "author_approved": _count,
    "near_duplicates": _count,
    "same_contact_seen": _count,
    "honeypot_filled": _flag,
    "seconds_on_page": _number,
}
_READERS = {field.name: _SPECIAL.get(field.name, _string) for field in fields(Comment)}
FIELDS = frozenset(_READERS)
"""Names of the record's fields; `from_mapping` ignores all others."""
