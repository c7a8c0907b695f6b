"""A secret that a form has made, carried to the page that shows it, once.

The page must not answer the form itself: reloading it would send the form again and make another key, or end
the link that was just sent. An address is kept in histories and logs, so the secret travels in a cookie that no script
reads, and that ends when it is shown. The trap: other hosts of a domain can set cookies, hence the seal.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256

import orjson
from fastapi import Request, Response

from commentguard.web import pages
from commentguard.web.visitor import Visitor, cookie_of, encrypted

_WHERE = "/desk/people"
# From the answer to a form to the page that it sends the browser on to.
_SECONDS = 60
_SEAL = 64


def show_there(request: Request, who: Visitor, **secrets: str) -> Response:
    """Send the browser on to the page of people, which finds `secrets` in its `shown`."""
    told = urlsafe_b64encode(orjson.dumps(secrets)).decode()
    response = pages.go(_WHERE)
    response.set_cookie(
        _name(who), f"{_seal(who, told)}{told}", max_age=_SECONDS, path=_WHERE, httponly=True,
        samesite="strict", secure=encrypted(request),
    )  # fmt: skip
    return response


def shown(request: Request, who: Visitor) -> Mapping[str, str]:
    """What a form of this session has made and nobody has seen yet."""
    value = request.cookies.get(_name(who), "")
    seal, told = value[:_SEAL], value[_SEAL:]
    if not value.isascii() or not hmac.compare_digest(seal, _seal(who, told)):
        return {}
    found: Mapping[str, str] = orjson.loads(urlsafe_b64decode(told))
    return found


def forget(who: Visitor, response: Response) -> Response:
    """`response`, which shows the secret, or would: the next page shows it no more."""
    response.delete_cookie(_name(who), path=_WHERE)
    return response


def _name(who: Visitor) -> str:
    return f"{cookie_of(who.guard)}_shown"


def _seal(who: Visitor, told: str) -> str:
    return hmac.new(who.session.csrf.encode(), f"shown\0{told}".encode(), sha256).hexdigest()
