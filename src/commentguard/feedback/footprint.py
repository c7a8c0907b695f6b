"""What learning needs of a comment: numbers under hashed keys, and no text.

A footprint is taken once, when a person decides, and kept with the decision. It can be learned
from again after the comment's text is gone, and dropping it unlearns the comment exactly. The
same reading gives the keys that an adaptation is looked up by, so what is learned and what is
scored cannot drift apart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.features.encoder import Encoded, Encoder
from commentguard.scoring.scorer import Scorer
from commentguard.text.email_address import given
from commentguard.text.hosts import host_of, registrable
from commentguard.text.similarity import topic
from commentguard.verdict import Code

Keys = NDArray[np.int64]
Values = NDArray[np.float32]

# How loudly each family speaks. Columns are what all sites share, so moving them moves everybody's
# comments and they are quiet; where a comment stands and who wrote it is the site's own.
_COLUMN = 1.0
_WORDS = 0.5
_PAGE = 6.0
_TOPIC = 8.0
_PERSON = 2.0
# In place of a reason, for a comment that shows none and is yet, above these log-odds, more likely
# unwanted than not: it is an advert by its wording, and where it stands matters as much.
_WORDING = "wording alone"
_UNWANTED = 0.0
_MAX_CONTACTS = 4
_MAX_TOPIC = 12
# Families of word buckets lie below, hashed names above this.
_NAMED = 1 << 40
_PAIRS = 1 << 32


@dataclass(frozen=True, slots=True)
class Footprint:
    """One comment as the site's learning sees it.

    `keys` are sorted and unique, `values` belong to them, `codes` are the reasons that fired.
    `log_odds` and `spam` are what the shared model said: how unwanted, and whether that would be
    spam rather than promotion. `digest` names the footprint: copies share it.
    """

    keys: Keys
    values: Values
    codes: tuple[Code, ...]
    log_odds: float
    spam: float
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        if self.keys.shape != self.values.shape or bool(np.any(np.diff(self.keys) <= 0)):
            raise DataError("a footprint's keys are sorted and unique, with one value each")
        body = self.keys.tobytes() + self.values.tobytes()
        object.__setattr__(self, "digest", hashlib.blake2b(body, digest_size=16).hexdigest())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Footprint) and (self.digest, self.codes, self.log_odds) == (
            other.digest,
            other.codes,
            other.log_odds,
        )

    def __hash__(self) -> int:
        return hash(self.digest)

    def to_bytes(self) -> bytes:
        """For a database column; `from_bytes` reads it. Little-endian on every machine."""
        codes = ",".join(self.codes).encode()
        head = np.array([len(self.keys), len(codes)], dtype="<i8").tobytes()
        odds = np.array([self.log_odds, self.spam], dtype="<f8").tobytes()
        keys, values = self.keys.astype("<i8").tobytes(), self.values.astype("<f4").tobytes()
        return head + odds + keys + values + codes

    @classmethod
    def from_bytes(cls, data: bytes) -> Footprint:
        """Raises `DataError` when the bytes are not those of a footprint."""
        try:
            count, length = (int(n) for n in np.frombuffer(data, "<i8", 2))
            if len(data) != 32 + 12 * count + length:
                raise ValueError("wrong length")
            keys = np.frombuffer(data, "<i8", count, 32).astype(np.int64)
            values = np.frombuffer(data, "<f4", count, 32 + 8 * count).astype(np.float32)
            codes = data[32 + 12 * count :].decode("ascii")
            odds, spam = (float(x) for x in np.frombuffer(data, "<f8", 2, 16))
            found = tuple(Code(code) for code in codes.split(",") if code)
        except (ValueError, UnicodeDecodeError) as error:
            raise DataError(f"not a footprint: {error}") from error
        return cls(keys, values, found, odds, spam)


def take(
    encoded: Encoded, encoder: Encoder, row: int, log_odds: float, spam: float, salt: str = ""
) -> Footprint:
    """The footprint of comment `row` of a batch, given what the shared model says about it.

    Author and contacts are hashed under `salt`: without the server's secret nobody can try out
    addresses against a footprint.
    """
    parts = [_words(encoded, row)]
    codes = fired(encoded, row)
    shown = _shown(codes, wording=log_odds > _UNWANTED)
    named = {_key(name): value for name, value in _named(encoded, encoder, row, shown).items()}
    named |= {_key(name, salt): _PERSON for name in _people(encoded, row)}
    parts.append(
        (
            np.fromiter(named, dtype=np.int64, count=len(named)),
            np.fromiter(named.values(), dtype=np.float64, count=len(named)),
        )
    )
    keys = np.concatenate([part[0] for part in parts])
    values = np.concatenate([part[1] for part in parts])
    # Two names under one key would be a collision of 40 bits; the first is kept.
    keys, first = np.unique(keys, return_index=True)
    return Footprint(keys, values[first].astype(np.float32), codes, log_odds, spam)


def read(scorer: Scorer, comments: Sequence[Comment], salt: str = "") -> list[Footprint]:
    """The footprints of comments, taken when people decide about them."""
    if not comments:
        return []
    encoded = scorer.encoder.encode(comments)
    odds, spam = scorer.log_odds(encoded), scorer.spam_share(encoded)
    return [
        take(encoded, scorer.encoder, row, float(odds[row]), float(spam[row]), salt)
        for row in range(len(comments))
    ]


def fired(encoded: Encoded, row: int) -> tuple[Code, ...]:
    """The reason codes that fired, in the order in which moderators read them."""
    found = {code for reading in encoded.readings[row] for code in reading.fired}
    return tuple(code for code in Code if code in found)


def names(encoded: Encoded, encoder: Encoder, row: int, salt: str = "") -> dict[int, str]:
    """What the keys of comment `row` stand for, in words: for people, and only from its own text.

    Without what the model says about it, so it also names keys that only an unwanted comment has.
    """
    grams, document = encoded.grams, encoded.documents[row]
    first, last = int(grams.first_word[row]), int(grams.first_word[row + 1])
    origin = int(grams.starts[row])
    ends = dict(document.word_spans)
    spoken = []
    for at in grams.word_at[first:last]:
        start = int(at) - origin
        spoken.append(document.text[start : ends[start]])
    found: dict[int, str] = {}
    for place, word in enumerate(spoken):
        found[int(grams.words[first + place])] = f'"{word}"'
        if place + 1 < len(spoken):
            found[_PAIRS + int(grams.pairs[first + place])] = f'"{word} {spoken[place + 1]}"'
    shown = _shown(fired(encoded, row), wording=True)
    found |= {_key(name): name for name in _named(encoded, encoder, row, shown)}
    found |= {_key(name, salt): name for name in _people(encoded, row)}
    return found


def _words(encoded: Encoded, row: int) -> tuple[Keys, NDArray[np.float64]]:
    """Buckets of words and of neighbours, each counted once, so that repetition teaches nothing."""
    grams = encoded.grams
    first, last = int(grams.first_word[row]), int(grams.first_word[row + 1])
    words = np.unique(grams.words[first:last]).astype(np.int64)
    pairs = np.unique(grams.pairs[first : max(first, last - 1)]).astype(np.int64) + _PAIRS
    keys = np.concatenate([words, pairs])
    return keys, np.full(len(keys), _WORDS / max(1.0, float(np.sqrt(len(keys)))))


def _shown(codes: tuple[Code, ...], *, wording: bool) -> tuple[str, ...]:
    """What makes an advert of a comment, if anything does."""
    return tuple(code.value for code in codes) or ((_WORDING,) if wording else ())


def _named(
    encoded: Encoded, encoder: Encoder, row: int, shown: tuple[str, ...]
) -> dict[str, float]:
    """Columns and place by name.

    Place counts only with a reason: where a comment stands says whether an advert is welcome
    there, and nothing about a comment that is none.
    """
    document = encoded.documents[row]
    comment = document.comment
    found: dict[str, float] = {}
    for name, value in zip(encoder.columns, encoded.dense[row].tolist(), strict=True):
        if value:
            found[name] = _COLUMN * value
    page = (comment.permalink or comment.post_title)[:500].strip()
    if shown and page:
        _cross(found, f"post {page!r}", shown, _PAGE)
    about = sorted(topic(comment.post_title, *comment.post_tags))[:_MAX_TOPIC] if shown else []
    for stem in about:
        _cross(found, f"posts about {stem}…", shown, _TOPIC / float(np.sqrt(len(about))))
    return found


def _cross(found: dict[str, float], name: str, shown: tuple[str, ...], weight: float) -> None:
    share = weight / 2.0
    found[name] = share
    for one in shown:
        found[f"{one} under {name}"] = share


def _people(encoded: Encoded, row: int) -> list[str]:
    """Who wrote it and how to reach them, as far as the comment says."""
    document = encoded.documents[row]
    comment = document.comment
    found = []
    if given(comment.author_email):
        found.append(f"author e-mail {comment.author_email.strip().lower()[:254]}")
    host, _ = host_of(comment.author_url[:2000]) if comment.author_url else ("", "")
    if host:
        found.append(f"author's address {registrable(host)}")
    domains = dict.fromkeys(link.domain for link in document.links if link.domain)
    digits = dict.fromkeys(n.digits[-9:] for n in document.numbers if n.possible)
    found += [f"contact {domain}" for domain in list(domains)[:_MAX_CONTACTS]]
    found += [f"contact …{number}" for number in list(digits)[:_MAX_CONTACTS]]
    return found


@lru_cache(maxsize=65536)
def _key(name: str, salt: str = "") -> int:
    written = name.encode("utf-8", "surrogatepass")
    digest = hashlib.blake2b(written, key=salt.encode()[:64], digest_size=5).digest()
    return _NAMED + int.from_bytes(digest, "big")
