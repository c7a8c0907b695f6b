"""Reading a request body without trusting its length, its charset or its shape."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from typing import Any

import orjson
from fastapi import Request
from starlette.requests import ClientDisconnect

from commentguard.api.problems import Problem, from_data
from commentguard.comment import FIELDS, Comment
from commentguard.errors import DataError
from commentguard.posted_at import WANTED, moment
from commentguard.service.network_address import in_one_form
from commentguard.service.once import Once
from commentguard.text.blank import to_judge

MAX_BODY = 256 * 1024
"""Bytes. A comment with its post fits many times over; the limit holds while streaming."""
MAX_BATCH = 256
MAX_BATCH_BODY = 4 * 1024 * 1024
TOKEN = "^[!-~]+$"
"""What an `Idempotency-Key` is made of, as a pattern that other languages read, too."""
MAX_TOKEN = 255
_TOKEN = re.compile(TOKEN)
_CLIENT_ID = "client_id"
# Of names that are no field: enough to see a mistake by, and no echo of a whole body.
_IGNORED, _NAME = 32, 64
# After an even number of backslashes: a whole pair (kept), or half of one.
_SURROGATES = re.compile(
    rb"(?<!\\)((?:\\\\)*)"
    rb"(?:(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
)


def header(request: Request, name: bytes, otherwise: str = "") -> str:
    """The first value of a header, by its name in lower case; `otherwise` where it was not sent.

    The framework's own look-up raises and catches an error for each that was not.
    """
    for known, value in request.scope["headers"]:
        if known == name:
            return bytes(value).decode("latin-1")
    return otherwise


async def read_body(request: Request, limit: int = MAX_BODY) -> bytes:
    """The body, refused with 413 as soon as it is too long, whatever its headers claim."""
    if header(request, b"content-encoding", "identity").lower() != "identity":
        raise Problem(415, "encoded-body", "send the body without Content-Encoding")
    declared = header(request, b"content-length")
    if declared.isdigit() and int(declared) > limit:
        raise _too_large(limit)
    pieces: list[bytes] = []
    size, more = 0, True
    while more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        piece = message.get("body", b"")
        size += len(piece)
        if size > limit:
            raise _too_large(limit)
        pieces.append(piece)
        more = message.get("more_body", False)
    return b"".join(pieces)


def parse_object(body: bytes, content_type: str = "") -> dict[str, Any]:
    """A JSON object. Raises `Problem` for what is not JSON (415 where it is sent as something else, 400), 422 for
    another type.

    What is JSON is read whatever it is sent as: many clients never say.
    """
    try:
        row = decoded(body)
    except orjson.JSONDecodeError as error:
        raise _unreadable(body, content_type, error) from error
    if not isinstance(row, dict):
        raise Problem(422, "invalid-comment", "the body must be a JSON object")
    return row


def decoded(body: bytes) -> Any:
    """JSON, with what clients do to it undone. Raises `orjson.JSONDecodeError`.

    orjson refuses NaN and nesting deeper than 1,024 by itself. A byte order mark is passed over. Half an emoji (a lone
    surrogate), which a form makes that cuts at a length, is read as U+FFFD, as everywhere else.
    """
    body = body.removeprefix(codecs.BOM_UTF8)
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        if "surrogate" not in str(error):
            raise
        return orjson.loads(
            _SURROGATES.sub(lambda found: found[1] + (found[2] or b"\\ufffd"), body)
        )


def _unreadable(body: bytes, content_type: str, error: orjson.JSONDecodeError) -> Problem:
    wanted = "send application/json in UTF-8"
    try:
        body.decode()
        why = f"not JSON ({error})"
    except UnicodeDecodeError as wrong:
        why = f"not UTF-8 (its byte {wrong.start + 1})"
    media = content_type.partition(";")[0].strip().lower()
    if media and "json" not in media:
        return Problem(415, "not-json", f"the body, sent as {media[:_NAME]}, is {why}: {wanted}")
    return Problem(400, "not-json", f"the body is {why}: {wanted}")


def content_type(request: Request) -> str:
    """What the body was sent as, for `parse_object`."""
    return header(request, b"content-type")


def comment_of(row: Any) -> Comment:
    """A comment from decoded JSON. Raises `Problem` 422, naming every field that is wrong."""
    if not isinstance(row, dict):
        raise Problem(422, "invalid-comment", "a comment must be a JSON object")
    wrong: list[DataError] = []
    try:
        row = _with_id(row)
    except DataError as error:
        wrong.append(error)
    try:
        comment = to_judge(row)
    except DataError as error:
        wrong.append(error)
    posted_at = row.get("posted_at")
    if isinstance(posted_at, str) and posted_at and moment(posted_at) is None:
        wrong.append(DataError(f"posted_at must be {WANTED}", field="/posted_at"))
    if wrong:
        raise from_data(DataError.together(wrong))
    return comment


def _with_id(row: dict[str, Any]) -> dict[str, Any]:
    """`row` with what it calls `client_id` as its `id`: answers and the queue's query call it that.

    Raises `DataError`.
    """
    alias = row.get(_CLIENT_ID)
    if alias is None or alias == "":
        return row
    if isinstance(alias, bool) or not isinstance(alias, str | int):
        raise DataError("client_id must be a string", field="/client_id")
    own = row.get("id")
    if own is None or own == "":
        return {**row, "id": alias}
    if str(own) != str(alias):
        raise DataError("id and client_id are the same thing: send one", field="/client_id")
    return row


def ignored(row: Mapping[str, Any]) -> dict[str, list[str]]:
    """What to add to an answer: `ignored`, names that no field of a comment has; nothing where there is none.

    A platform may send its whole comment object, so that these are no mistake. They are told because
    a misspelt `author_ip` is none that a rule about addresses could see, and nothing else would tell. An
    `author_ip` that is no address is named for the same reason: the comment has none then.
    """
    names = [name[:_NAME] for name in row if name not in FIELDS and name != _CLIENT_ID][:_IGNORED]
    address = row.get("author_ip")
    if isinstance(address, str) and address.strip() and not in_one_form(address):
        names.append("author_ip")
    return {"ignored": names} if names else {}


def once_of(request: Request, key_id: str, body: bytes) -> Once | None:
    """The request's `Idempotency-Key`, bound to what it says. Raises `Problem` 400."""
    token = request.headers.get("idempotency-key")
    if token is None:
        return None
    if len(token) > MAX_TOKEN or not _TOKEN.fullmatch(token):
        told = f"Idempotency-Key is 1 to {MAX_TOKEN} letters, digits and signs of ASCII, without spaces"
        raise Problem(400, "bad-idempotency-key", told)
    path = request.url.path.encode("utf-8", "surrogateescape")
    return Once.of(key_id, token, request.method.encode(), path, body)


def _too_large(limit: int) -> Problem:
    return Problem(413, "too-large", f"the body may hold at most {limit} bytes")
