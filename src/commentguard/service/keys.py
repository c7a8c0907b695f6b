"""Keys: made, recognised, replaced and revoked. The key itself is seen once and never stored.

Two kinds. A *bearer* key has 256 random bits, so its plain SHA-256 cannot be searched. An *akismet*
key is 12 hexadecimal digits, because WordPress accepts nothing else; 48 bits can be searched by
anybody who holds the hashes, hence the HMAC under a secret kept elsewhere.
"""

from __future__ import annotations

import re
import secrets
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import Connection

from commentguard.errors import DataError
from commentguard.service.directory import Directory
from commentguard.service.secret import Secret
from commentguard.storage import journal, sites
from commentguard.storage.sites import Key

_BEARER = re.compile(r"cg_[0-9a-f]{12}_[A-Za-z0-9_-]{43}", re.ASCII)
_AKISMET = re.compile(r"[0-9a-f]{12}", re.ASCII)


class Kind(StrEnum):
    BEARER = "bearer"
    AKISMET = "akismet"


class Scope(StrEnum):
    """What a key may do. `ADMIN` includes the others."""

    SCORE = "score"
    FEEDBACK = "feedback"
    MODERATE = "moderate"
    ADMIN = "admin"


# A blog's plugin scores and reports corrections; it does not change policy.
USUAL = frozenset({Scope.SCORE, Scope.FEEDBACK})


def create(
    connection: Connection,
    secret: Secret,
    site_id: str,
    at: int,
    *,
    kind: Kind = Kind.BEARER,
    scopes: frozenset[Scope] = USUAL,
    label: str = "",
    actor: str = "cli",
) -> tuple[Key, str]:
    """A new key of a site, and the text to hand out, which nobody can read again.

    Raises `DataError` for a site that does not exist and for an Akismet key with more than the
    usual scopes: 48 bits are not enough to guard a policy.
    """
    if site_id not in {site.id for site in sites.all_sites(connection)}:
        raise DataError(f"there is no site {site_id!r}")
    if not scopes:
        raise DataError("a key needs at least one scope")
    if kind is Kind.AKISMET and not scopes <= USUAL:
        raise DataError("an akismet key can only have the scopes score and feedback")
    key_id = secrets.token_hex(6)
    if kind is Kind.BEARER:
        text = f"cg_{key_id}_{secrets.token_urlsafe(32)}"
    else:
        text = secrets.token_hex(6)
    key = Key(
        key_id, site_id, kind.value, digest_of(text, secret) or "",
        frozenset(scope.value for scope in scopes), label, at,
    )  # fmt: skip
    sites.add_key(connection, key)
    journal.note(
        connection, at, actor, "key.create", site_id, key_id,
        kind=kind.value, scopes=sorted(key.scopes),
    )  # fmt: skip
    return key, text


def revoke(connection: Connection, key_id: str, at: int, actor: str = "cli") -> None:
    """End a key now. Raises `DataError` for one that does not exist."""
    key = named(connection, key_id)
    sites.end_key(connection, key_id, revoked_at=at)
    journal.note(connection, at, actor, "key.revoke", key.site_id, key_id)


def rotate(
    connection: Connection,
    secret: Secret,
    key_id: str,
    at: int,
    overlap: int,
    actor: str = "cli",
) -> tuple[Key, str]:
    """A successor with the same rights; the old key goes on for `overlap` milliseconds, or until it ended anyhow.

    Raises `DataError` for one that does not exist or works no more.
    """
    old = named(connection, key_id)
    if not old.works(at):
        raise DataError(f"key {key_id} works no more; create a new one")
    fresh = create(
        connection, secret, old.site_id, at, kind=Kind(old.kind),
        scopes=frozenset(Scope(scope) for scope in old.scopes), label=old.label, actor=actor,
    )  # fmt: skip
    ends = min(at + overlap, old.expires_at or at + overlap)
    sites.end_key(connection, key_id, expires_at=ends)
    journal.note(connection, at, actor, "key.rotate", old.site_id, key_id, successor=fresh[0].id)
    return fresh


def digest_of(text: str, secret: Secret) -> str | None:
    """The stored form of a key, or `None` for what cannot be one."""
    if _BEARER.fullmatch(text):
        return sha256(text.encode()).hexdigest()
    # Hosts, where this kind may stand, have no case.
    short = text.lower()
    return secret.digest(short) if _AKISMET.fullmatch(short) else None


def recognise(directory: Directory, secret: Secret, text: str, at: int) -> Key | None:
    """The key that `text` is, if it works. Found by its hash: no comparison takes longer or
    shorter for a nearly right one.
    """
    digest = digest_of(text, secret)
    key = directory.keys.get(digest) if digest else None
    return key if key is not None and key.works(at) else None


def named(connection: Connection, key_id: str) -> Key:
    """The key with this identifier. Raises `DataError` where there is none."""
    for key in sites.all_keys(connection):
        if key.id == key_id:
            return key
    raise DataError(f"there is no key {key_id!r}")


def allowed(key: Key, scope: Scope) -> bool:
    return scope.value in key.scopes or Scope.ADMIN.value in key.scopes
