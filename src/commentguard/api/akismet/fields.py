"""What a request says, by name: form, multipart, JSON and query string alike.

Nothing is decoded before somebody asks for it by name. Clients post their whole environment
(WordPress `HTTP_*` and `POST_*`, others all of `$_SERVER`), and what nobody asks for can neither
be stored nor logged, and costs nothing.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from urllib.parse import unquote_to_bytes

import orjson

from commentguard.api.akismet.charset import decode
from commentguard.api.akismet.multipart import parts
from commentguard.api.body import decoded
from commentguard.errors import DataError

Raw = bytes | str
"""A value as it came: bytes of a form, text of JSON."""

# A WordPress form with its environment has under a hundred fields. The rest is not read.
_MOST = 2000
_QUOTED = re.compile(rb"%[0-9A-Fa-f]{2}")


class Fields:
    """Values by name. A name may stand several times; the first counts, except for lists."""

    __slots__ = ("_charset", "_values")

    def __init__(self, pairs: Iterable[tuple[str, Raw]]) -> None:
        self._values: dict[str, list[Raw]] = {}
        for name, value in pairs:
            self._values.setdefault(name, []).append(value)
        self._charset = ""
        self._charset = self.text("blog_charset") or self.text("charset")

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str) -> str:
        """The value of `name`; empty when it is empty or was not sent (`in` tells which)."""
        values = self._values.get(name)
        return self._decoded(values[0]) if values else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """All values of a list, however it was spelled: `x`, repeated, `x[]` or `x[0]`."""
        found: list[str] = []
        for key, values in self._values.items():
            if key == name or (key.startswith(name + "[") and key.endswith("]")):
                found += (self._decoded(value) for value in values)
        return tuple(text for text in found if text.strip())

    def _decoded(self, value: Raw) -> str:
        return value if isinstance(value, str) else decode(_unquoted(value), self._charset)


def read(body: bytes, content_type: str, query: bytes) -> Fields:
    """The fields of one request, those of the body before those of the query string.

    A type that says nothing useful (one library sends `charset=utf-8` alone) means a form, the
    only thing Akismet documents. Raises `DataError` for a body that is not what it says it is.
    """
    kind = content_type.lstrip()[:64].lower()
    if kind.startswith("multipart/form-data"):
        found = parts(body, content_type)
        charset = next((v.decode("latin-1") for n, v in found if n == "blog_charset"), "")
        # Values of multipart are not percent-encoded, so they are text from here on.
        return Fields([*((name, decode(v, charset)) for name, v in found), *_form(query)])
    if "json" in kind.partition(";")[0] or (_is_object(body) and "urlencoded" not in kind):
        return Fields([*_json(body), *_form(query)])
    pairs = _form(body)
    return Fields([*pairs, *_form(query)] if query else pairs)


def _is_object(body: bytes) -> bool:
    return body[:4].removeprefix(codecs.BOM_UTF8)[:1] == b"{"


def _form(body: bytes) -> list[tuple[str, bytes]]:
    """Name and value, still encoded. WordPress writes an empty field without its `=`."""
    pairs: list[tuple[str, bytes]] = []
    for piece in body.split(b"&", _MOST)[:_MOST]:
        name, _, value = piece.partition(b"=")
        if name:
            pairs.append((_unquoted(name).decode("latin-1"), value))
    return pairs


def _unquoted(value: bytes) -> bytes:
    if b"+" in value:
        value = value.replace(b"+", b" ")
    # Not by its first "%": the library takes apart two million that quote nothing, for a second.
    return unquote_to_bytes(value) if _QUOTED.search(value) else value


def _json(body: bytes) -> list[tuple[str, str]]:
    try:
        row = decoded(body)
    except orjson.JSONDecodeError as error:
        raise DataError("the body is not JSON") from error
    if not isinstance(row, dict):
        raise DataError("the body must be a JSON object")
    pairs: list[tuple[str, str]] = []
    for name, value in list(row.items())[:_MOST]:
        for item in value[:_MOST] if isinstance(value, list) else [value]:
            if isinstance(item, bool):
                pairs.append((name, "true" if item else "false"))
            elif isinstance(item, str | int | float):
                pairs.append((name, str(item)))
    return pairs
