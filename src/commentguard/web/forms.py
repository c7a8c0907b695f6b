"""Reading a posted form: bounded, and refused unless it carries the session's own token.

By hand, because the framework's reader takes uploads and spools them to disk before anybody has
asked who is there.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from urllib.parse import parse_qs

from fastapi import Request

from commentguard.storage.comments import storable
from commentguard.web.refusal import Refusal

# A selection of 500 comments with what was seen of each is some 50 kB.
_LARGEST = 512 * 1024
_FIELDS = 4096
CSRF = "csrf"


class Form:
    """Fields of a form or a query, each with all its values, in text that a database can hold and be asked for."""

    def __init__(self, fields: Mapping[str, list[str]]) -> None:
        self._fields = {name: [storable(one) for one in given] for name, given in fields.items()}

    def get(self, name: str, default: str = "") -> str:
        return self._fields.get(name, [default])[-1]

    def all(self, name: str) -> list[str]:
        return self._fields.get(name, [])

    def whole(self, name: str) -> int | None:
        """A number that a database holds; `None` for anything else, as nobody but a forger sends."""
        text = self.get(name)
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None

    def __contains__(self, name: str) -> bool:
        return name in self._fields


async def read(request: Request) -> Form:
    """The posted form. Raises `Refusal` for one that is too large or not a form."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise Refusal(415, "This page takes forms only.")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST:
            raise Refusal(413, "That is more than this page takes at once.")
    try:
        fields = parse_qs(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=_FIELDS, errors="replace"
        )
    except (ValueError, UnicodeDecodeError) as error:
        raise Refusal(400, "This form cannot be read.") from error
    return Form(fields)


def query(request: Request) -> Form:
    """The query of the address, read alike."""
    try:
        return Form(parse_qs(request.url.query, max_num_fields=64, errors="replace"))
    except ValueError as error:
        raise Refusal(400, "This address cannot be read.") from error


def check_token(form: Form, expected: str) -> None:
    """Raises `Refusal` unless the form was made by us for this session."""
    given = form.get(CSRF)
    if not given.isascii() or not hmac.compare_digest(given, expected):
        raise Refusal(403, "This form is too old or not from here. Reload the page and try again.")
