"""Multipart bodies: what PHP's curl sends for an array.

The values of such forms are short texts that fit in memory beside the body, so files and
spooling, which make up most of a framework's form parser, are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from commentguard.errors import DataError

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

_NAME = re.compile(rb'(?:^|;)[ \t]*name="((?:[^"\\]|\\.){0,200})"', re.IGNORECASE)
# Every part costs a few calls; a form with its environment has a hundred.
_MOST = 2000


def parts(body: bytes, content_type: str) -> list[tuple[str, bytes]]:
    """Name and raw value of every part. Raises `DataError` for a body that is not multipart."""
    _, options = parse_options_header(content_type)
    boundary = options.get(b"boundary", b"")
    if not boundary or len(boundary) > 200:
        raise DataError("the multipart body names no boundary")
    collector = _Collector()
    try:
        parser = MultipartParser(boundary, collector.callbacks())
        parser.write(body)
        parser.finalize()
    except MultipartParseError as error:
        raise DataError("the body is not what its multipart type says") from error
    return collector.found


class _Collector:
    """Puts the pieces of each part together."""

    def __init__(self) -> None:
        self.found: list[tuple[str, bytes]] = []
        self._header, self._value, self._data = bytearray(), bytearray(), bytearray()
        self._name = ""

    def callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._header.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._header_end,
            "on_part_data": lambda data, start, end: self._data.extend(data[start:end]),
            "on_part_end": self._end,
        }

    def _begin(self) -> None:
        self._name = ""
        self._data.clear()

    def _header_end(self) -> None:
        if self._header.lower() == b"content-disposition":
            match = _NAME.search(self._value)
            self._name = match[1].decode("latin-1") if match else ""
        self._header.clear()
        self._value.clear()

    def _end(self) -> None:
        if self._name and len(self.found) < _MOST:
            self.found.append((self._name, bytes(self._data)))
