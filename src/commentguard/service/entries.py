"""What an entry of a site's lists can be about, and how its owner writes it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.service.fingerprints import author_key, ip_key
from commentguard.service.host_names import in_ascii
from commentguard.service.listed_phrases import PHRASE, said_in
from commentguard.service.listed_ranges import network_of, range_key
from commentguard.service.secret import Secret
from commentguard.storage.listed import Entry
from commentguard.text.hosts import is_ending

HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?\.){1,8}(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})"
)
# Nothing is compared by pattern: a hash would match nobody, and look as if it did.
_EMAIL = re.compile(r"[^\s@*]{1,64}@[^\s@*]{1,255}")

EVERYBODYS = "under {} everybody can have an address: list those that you mean"


class Kind(StrEnum):
    """What an entry is about. The first in this order that speaks is the one that is named."""

    EMAIL = "email"
    DOMAIN = "domain"
    IP = "ip"
    RANGE = "range"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Value:
    """What an owner wrote, as it is kept: a keyed hash, and words only where they name nobody."""

    kind: Kind
    key: int
    words: str = ""
    prefix: int | None = None


def of_kind(entries: Iterable[Entry], kind: Kind) -> list[Entry]:
    """The entries that are about this."""
    return [one for one in entries if one.kind == kind.value]


def read(secret: Secret, kind: Kind, text: str) -> Value:
    """What `text` says. Raises `DataError` for what names nobody.

    An address with a slash is a range, whichever of the two was said: owners paste both.
    """
    text = text.strip()
    if kind in (Kind.IP, Kind.RANGE):
        return _range(secret, text) if "/" in text or kind is Kind.RANGE else _ip(secret, text)
    return {Kind.EMAIL: _email, Kind.DOMAIN: _domain, Kind.PHRASE: _phrase}[kind](secret, text)


def _email(secret: Secret, text: str) -> Value:
    key = author_key(Comment(text="", author_email=text), secret)
    if key is None or not _EMAIL.fullmatch(text):
        whole = ", whole: there are no patterns" if "*" in text else ""
        raise DataError(f"an e-mail address looks like ann@reader.example{whole}", field="/email")
    return Value(Kind.EMAIL, key)


def _ip(secret: Secret, text: str) -> Value:
    key = ip_key(text, secret)
    if key is None:
        raise DataError("a network address looks like 203.0.113.9 or 2001:db8::9", field="/ip")
    return Value(Kind.IP, key)


def _range(secret: Secret, text: str) -> Value:
    network = network_of(text)
    if network.prefixlen == network.max_prefixlen:
        return _ip(secret, str(network.network_address))
    return Value(Kind.RANGE, range_key(network, secret), prefix=network.prefixlen)


def _domain(secret: Secret, text: str) -> Value:
    domain = in_ascii(text).strip(".").removeprefix("www.")
    if len(domain) > 253 or not HOST.fullmatch(domain):
        if is_ending(domain):
            raise DataError(EVERYBODYS.format(domain), field="/domain")
        below = "; its subdomains are listed with it" if "*" in domain else ", without https://"
        raise DataError(f"a domain looks like reader.example{below}", field="/domain")
    return Value(Kind.DOMAIN, secret.number("domain", domain), domain)


def _phrase(secret: Secret, text: str) -> Value:
    text = " ".join(text.split())
    words = said_in(text[: PHRASE + 1])
    if len(text) > PHRASE or not words:
        raise DataError(
            f"a phrase is one or more words, {PHRASE} characters at most", field="/phrase"
        )
    return Value(Kind.PHRASE, secret.number("phrase", " ".join(words)), text)
