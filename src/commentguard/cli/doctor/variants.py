"""Every way in which a known client talks, and what it must hear.

All of it is marked `is_test`, so that a healthy server stores and learns nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from commentguard.cli.doctor.wire import FORM, Answer, Wire

_BLOG = "https://doctor.invalid/"
_THANKS = b"Thanks for making the web a better place."
_SPAMMER = "viagra-test-123"
# The Python library gives up after a second.
_PATIENCE = 1.0


class Patient:
    """The server under examination, and the key to use on it."""

    def __init__(self, wire: Wire, key: str) -> None:
        self.wire, self.key = wire, key

    def fields(self, **more: str) -> dict[str, str]:
        """A test comment with the key in the form."""
        return {
            "api_key": self.key, "blog": _BLOG, "user_ip": "203.0.113.9", "is_test": "1",
            "comment_author": _SPAMMER, "comment_content": "A test by commentguard doctor",
        } | more  # fmt: skip

    def form(self, **more: str) -> bytes:
        return urlencode(self.fields(**more)).encode()

    def unsigned(self) -> bytes:
        """The same without a key."""
        fields = self.fields()
        del fields["api_key"]
        return urlencode(fields).encode()


Examine = Callable[[Patient], str]
"""What is wrong, or an empty string."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One question. `who` needs the answer; `needed` is false where a deployment may do without."""

    name: str
    who: str
    examine: Examine
    needed: bool = True


def _is(answer: Answer, body: bytes) -> str:
    right = answer.status == 200 and answer.body == body
    return "" if right else f"{answer.describe()}, not {body.decode()!r}"


def _verdict(answer: Answer, body: bytes = b"true") -> str:
    if wrong := _is(answer, body):
        return wrong
    if not answer.headers.get("x-akismet-guid"):
        return "no X-akismet-guid: newer WordPress plugins ignore this verdict"
    for header in ("x-akismet-debug-help", "x-akismet-alert-code"):
        if header in answer.headers:
            return f"{header} on a verdict: @cedx/akismet fails on it"
    return ""


def _check(p: Patient, **more: str) -> Answer:
    return p.wire.ask("/1.1/comment-check", p.form(**more))


def _json_has(answer: Answer, *names: str) -> str:
    try:
        row = json.loads(answer.body)
    except ValueError:
        return f"{answer.describe()}, not JSON"
    if answer.status == 429:
        return answer.describe()
    missing = [name for name in names if name not in row]
    return f"{', '.join(missing)} missing" if missing else ""


def _subscription(p: Patient) -> str:
    answer = p.wire.ask("/1.1/get-subscription", urlencode({"key": p.key, "blog": _BLOG}).encode())
    if wrong := _json_has(answer, "status", "account_id", "account_name", "account_type"):
        return wrong
    status = json.loads(answer.body)["status"]
    return "" if status == "active" else f"status is {status!r}: WordPress saves no key"


def refused(p: Patient) -> str:
    """Why nothing with this key can be examined: it is unknown, or this address is throttled.

    The trap: each wrong key counts against the address, so that going on would lock out the right one, too.
    """
    answer = _verify(p, "key", p.key)
    if answer.status == 429:
        return answer.describe()
    unknown = answer.status == 200 and answer.body.strip() == b"invalid"
    return (
        "this key is not known there; `commentguard key list` on that server shows which are, unless they were made under "
        "another secret than its COMMENTGUARD_HOME/secret is now: then copy that one back, or make keys anew"
        if unknown
        else ""
    )


def _verify(p: Patient, name: str, key: str) -> Answer:
    return p.wire.ask("/1.1/verify-key", urlencode({name: key, "blog": _BLOG}).encode())


def _unknown(p: Patient) -> str:
    answer = _verify(p, "key", "000000000000")
    if "x-akismet-debug-help" in answer.headers:
        return "x-akismet-debug-help on verify-key: @cedx/akismet fails on it"
    return _is(answer, b"invalid")


def _unknown_check(p: Patient) -> str:
    answer = _check(p, api_key="000000000000")
    if not _is(answer, b"invalid") and "x-akismet-debug-help" not in answer.headers:
        return "no x-akismet-debug-help: @cedx/akismet takes `invalid` alone for spam"
    return _is(answer, b"invalid")


def _multipart(p: Patient) -> str:
    mark = "------------------------commentguard"
    body = "".join(
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in p.fields().items()
    )
    kind = f"multipart/form-data; boundary={mark}"
    sent = (body + f"--{mark}--\r\n").encode()
    return _verdict(p.wire.ask("/1.1/comment-check", sent, kind=kind, version="1.0"))


def _latin(p: Patient) -> str:
    body = p.form(blog_charset="ISO-8859-1") + b"&comment_author_url=caf%E9&x=\xe9\xff"
    return _verdict(p.wire.ask("/1.1/comment-check", body, kind=FORM + "; charset=ISO-8859-1"))


def _bare(p: Patient) -> str:
    body = b"comment_author_email&comment_author_url&user_role&" + p.form()
    return _verdict(p.wire.ask("/1.1/comment-check", body, kind=FORM + "; charset=UTF-8"))


def _discard(p: Patient) -> str:
    answer = _check(p, test_discard="1")
    if wrong := _verdict(answer):
        return wrong
    tip = answer.headers.get("x-akismet-pro-tip", "")
    return "" if tip == "discard" else f"X-akismet-pro-tip is {tip!r}, not 'discard'"


def _unique(p: Patient) -> str:
    guids = {_check(p).headers.get("x-akismet-guid", "") for _ in range(3)}
    return "" if len(guids) == 3 else "two answers have the same X-akismet-guid"


def _missing(p: Patient) -> str:
    fields = p.fields()
    del fields["user_ip"]
    answer = p.wire.ask("/1.1/comment-check", urlencode(fields).encode())
    return _is(answer, b"Missing required field: user_ip.")


def _large(p: Patient) -> str:
    return _verdict(_check(p, POST_comment="ä" * 65_525))


def _quick(p: Patient) -> str:
    slowest = max(_check(p).seconds for _ in range(5))
    return "" if slowest < _PATIENCE else f"took {slowest:.1f} s; some clients wait one second"


def _host(p: Patient, parent: str) -> Answer:
    return p.wire.ask("/1.1/comment-check", p.unsigned(), host=f"{p.key}.{parent}")


KEY_GIVEN = Variant(
    "the key in `key`", "most, to verify it", lambda p: _is(_verify(p, "key", p.key), b"valid")
)

VARIANTS: tuple[Variant, ...] = (
    Variant("the server answers", "everybody",
            lambda p: _is(p.wire.ask("/1.1/test", method="GET"), b"connected")),
    KEY_GIVEN,
    Variant("the key in `api_key`", "@cedx/akismet, PHP SDK",
            lambda p: _is(_verify(p, "api_key", p.key), b"valid")),
    Variant("an unknown key is `invalid`", "everybody", _unknown),
    Variant("an active subscription", "WordPress, to save a key", _subscription),
    Variant("a form", "PyPI akismet, most others", lambda p: _verdict(_check(p))),
    Variant("a form with bare empty fields", "WordPress", _bare),
    Variant("a type that names no type", "npm akismet",
            lambda p: _verdict(p.wire.ask("/1.1/comment-check", p.form(), kind="charset=utf-8"))),
    Variant("multipart over HTTP/1.0", "TijsVerkoyen/Akismet", _multipart),
    Variant("JSON", "Coral",
            lambda p: _verdict(p.wire.ask("/1.1/comment-check", json.dumps(p.fields()).encode(),
                                          kind="application/json"))),
    Variant("fields in the query", "scripts",
            lambda p: _verdict(p.wire.ask("/1.1/comment-check?" + p.form().decode()))),
    Variant("another charset, broken bytes", "old blogs", _latin),
    Variant("the longest comment of WordPress", "WordPress", _large),
    Variant("no address", "Coral, Isso", lambda p: _verdict(_check(p, user_ip=""))),
    Variant("an administrator is `false`", "test suites of clients",
            lambda p: _verdict(_check(p, user_role="administrator"), b"false")),
    Variant("the discard answer", "PyPI akismet, @cedx/akismet", _discard),
    Variant("a guid of its own for every answer", "WordPress 6.8 and later", _unique),
    Variant("a missing field is named", "PyPI akismet, akismet-api", _missing),
    Variant("an unknown key is explained", "@cedx/akismet", _unknown_check),
    Variant("thanks for spam", "everybody", lambda p: _is(p.wire.ask("/1.1/submit-spam", p.form()), _THANKS)),
    Variant("thanks for ham", "everybody", lambda p: _is(p.wire.ask("/1.1/submit-ham", p.form()), _THANKS)),
    Variant("usage", "PyPI akismet",
            lambda p: _json_has(p.wire.ask(f"/1.2/usage-limit?api_key={p.key}", method="GET"),
                                "limit", "usage", "percentage", "throttled")),
    Variant("sites of a key", "PHP SDK",
            lambda p: _json_has(p.wire.ask(f"/1.2/key-sites?api_key={p.key}", method="GET"),
                                "limit", "offset", "total")),
    Variant("statistics", "WordPress",
            lambda p: _json_has(p.wire.ask("/1.1/get-stats", p.form()), "spam", "ham", "breakdown")),
    Variant("an answer in time", "everybody", _quick),
    Variant("the key in the host", "npm akismet and akismet-api, rakismet, phpBB, Flarum",
            lambda p: _verdict(_host(p, p.wire.name)), needed=False),
    Variant("the name of Akismet as host", "clients pointed here by DNS",
            lambda p: _verdict(_host(p, "rest.akismet.com")), needed=False),
    Variant("a whole URL as target", "WordPress with WP_PROXY_HOST",
            lambda p: _verdict(p.wire.ask("/1.1/comment-check", p.form(), host="rest.akismet.com",
                                          absolute=True)), needed=False),
)  # fmt: skip
"""In the order in which a person would look: what fails first explains what fails later."""
