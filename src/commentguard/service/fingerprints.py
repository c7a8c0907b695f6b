"""Fingerprints of a comment: the same text, nearly the same text, the same contact, who wrote it.

They are what history is looked up by. None of them can be turned back into what it was made
from: contacts, authors and addresses are hashed under the server's secret.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

from commentguard.comment import Comment
from commentguard.service.network_address import in_one_form
from commentguard.service.rendering import as_read
from commentguard.service.secret import Secret
from commentguard.text.email_address import given
from commentguard.text.intake import admit

# Candidates meet in one of 4 bands of 3 numbers: with 94 % at 80 % common shingles, 41 % at half, 10 %
# at 30 %. All 32 numbers then decide. More bands would find a few more and cost a page of the
# write-ahead log each, for every comment.
_NUMBERS, _BANDS, _ROWS = 32, 4, 3
NEAR = 0.6
"""Share of equal MinHash numbers from which on two texts count as nearly the same."""

# Under this many words a text says what everybody says: "Thanks, very helpful" is no campaign.
_MIN_WORDS = 6
_PRIME = np.uint64((1 << 31) - 1)
# A shingle is three words in order: their hashes weighed by place.
_FIRST, _SECOND = np.uint64(1_103_515_245), np.uint64(12_345_679)


def _numbers(digits: str) -> NDArray[np.uint64]:
    return np.frombuffer(bytes.fromhex(digits), "<u4").astype(np.uint64)[:, None]


# Drawn once and written down, since stored signatures are compared with new ones: NumPy does not
# promise that its generator draws the same for ever, and a server has no other use for it.
_A: Final = _numbers(
    "5574e8393102bc1d573b6653435eff6935324407e87f9443c382073cf9cbea73"
    "90eea13185b07215fd76d325773f2d5e1cb16901fb5ae073880fb77e7ea2852d"
    "0cac836fdcb74a6835cf8007f167385544500f697890181fc28b3d5893c26564"
    "52d5ec3fb55781635cfc6c5ba5652e3f979308705c46ff4a56cd8f20bd417e50"
)
_B: Final = _numbers(
    "0e241200634f9f41e8514f3395b6e63a49a8d7307a253564f1575a3a0259d028"
    "712f9c05c2fd7e2acb43a4535901184e135f073d6c3e5b559c009461343e9b21"
    "1467905d19f4993743838606e7ef9315e44bbd28110fc2170b167f2fb28ab57a"
    "8f0ab308a3e19c6d37c2b404fcb59878df244256cbd0d94ac26db2340431cc38"
)

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_WORD = re.compile(r"[^\W_]+")
_EMAIL = re.compile(r"[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})")
_HOST = re.compile(r"(?:https?://|\bwww\.)([\w.-]{1,253})", re.IGNORECASE)
_DIGITS = re.compile(r"\d(?:[\s().\-/]{0,2}\d){6,16}")
_MAX_CONTACTS = 16
# The last digits of a number are the same with and without a country code.
_SIGNIFICANT = 9


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """All of them for one comment. `author` and `ip` are `None` where nothing was sent that says who."""

    exact: int
    signature: bytes
    bands: tuple[int, ...]
    contacts: tuple[int, ...]
    author: int | None
    ip: int | None


def fingerprint(comment: Comment, secret: Secret) -> Fingerprint:
    """The fingerprints of `comment`. Cost is linear in the 16 KiB that are read of the text."""
    text = admit(comment.text).text
    words = _words(text)
    numbers = _minhash(words)
    return Fingerprint(
        exact=exact_key(words),
        signature=b"" if numbers is None else numbers.astype("<u2").tobytes(),
        bands=() if numbers is None else _band_keys(numbers),
        contacts=_contacts(text, comment, secret),
        author=author_key(comment, secret),
        ip=ip_key(comment.author_ip, secret),
    )


def count_alike(one: bytes, others: Sequence[bytes]) -> int:
    """How many of the signatures `others` belong to nearly the same text as `one`."""
    if not one or not others:
        return 0
    own = np.frombuffer(one, "<u2")
    table = np.frombuffer(b"".join(others), "<u2").reshape(-1, _NUMBERS)
    equal = np.count_nonzero(table == own, axis=1)
    return int(np.count_nonzero(equal >= NEAR * _NUMBERS))


def alike(one: bytes, other: bytes) -> bool:
    """Whether two signatures belong to nearly the same text."""
    return count_alike(one, [other] if other else []) == 1


def exact_text(text: str) -> int:
    """The fingerprint of a text whose case, spacing, punctuation and disguises do not count."""
    return exact_key(_words(admit(text).text))


def read_in_part(text: str) -> bool:
    """Whether fingerprints of `text` say nothing of its middle."""
    return admit(text).truncated


def same_throughout(one: str, other: str) -> bool:
    """Whether two texts are the same but for what `exact_text` does not count, in the middle too."""
    return _words(one) == _words(other)


def same_when_read(one: str, other: str) -> bool:
    """The same of what readers see of them, whether they hold markup or what a page made of it."""
    return words_when_read(one) == words_when_read(other)


def words_when_read(text: str) -> list[str]:
    """What `same_when_read` compares; for whoever compares one text with many. Milliseconds for a long one."""
    return _words(as_read(text))


def exact_when_read(text: str) -> int:
    """`exact_text` of what readers see of `text`: that of the comment which a page escaped.

    Stored fingerprints are of texts as they came and stay so; this one is only looked up.
    """
    return exact_key(_words(as_read(admit(text).text)))


def exact_key(words: list[str]) -> int:
    digest = blake2b(" ".join(words).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def author_key(comment: Comment, secret: Secret) -> int | None:
    """Who wrote it: the e-mail address, else the name together with the network address.

    A name alone is nobody, and so is one with an address that cannot be read: otherwise whoever signs as a regular
    inherits the regular's trust. What stands for an e-mail address and is none (``none``) is nobody's.
    """
    email = given(comment.author_email)
    if email:
        return secret.number("email", email)
    name = comment.author.strip().casefold()
    address = in_one_form(comment.author_ip) if name else ""
    return secret.number("name", f"{name}\0{address}") if address else None


def ip_key(address: str, secret: Secret) -> int | None:
    """The network address, `None` where what was sent is none: what many send in its place is no common sender."""
    address = in_one_form(address)
    return secret.number("ip", address) if address else None


def _words(text: str) -> list[str]:
    if not text.isascii():
        text = INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return _WORD.findall(text.casefold())


def _minhash(words: list[str]) -> NDArray[np.uint64] | None:
    if len(words) < _MIN_WORDS:
        return None
    hashed = np.fromiter(map(zlib.crc32, map(str.encode, words)), np.uint64, len(words)) % _PRIME
    # 31 bits times 31 bits plus two more of 31 stay inside 64.
    shingles = (
        hashed[:-2] * _FIRST % _PRIME + hashed[1:-1] * _SECOND % _PRIME + hashed[2:]
    ) % _PRIME
    smallest: NDArray[np.uint64] = ((_A * shingles + _B) % _PRIME).min(axis=1)
    return smallest & np.uint64(0xFFFF)


def _band_keys(numbers: NDArray[np.uint64]) -> tuple[int, ...]:
    packed = numbers.astype("<u2").tobytes()
    size = 2 * _ROWS
    return tuple(
        int.from_bytes(
            blake2b(bytes([k]) + packed[k * size : (k + 1) * size], digest_size=8).digest(),
            "big",
            signed=True,
        )
        for k in range(_BANDS)
    )


def _contacts(text: str, comment: Comment, secret: Secret) -> tuple[int, ...]:
    found: dict[str, None] = {}
    if "@" in text:
        for match in _EMAIL.finditer(text):
            found[f"email {match[0].casefold()}"] = None
    for source in (text, comment.author_url[:2048]):
        if "/" in source or "www." in source.casefold():
            for match in _HOST.finditer(source):
                host = match[1].casefold().strip(".").removeprefix("www.")
                found[f"host {host}"] = None
    for match in _DIGITS.finditer(text):
        digits = "".join(filter(str.isdecimal, match[0]))
        found[f"number {digits[-_SIGNIFICANT:]}"] = None
    return tuple(secret.number("contact", name) for name in list(found)[:_MAX_CONTACTS])
