"""The server secret, and the keyed hashes made with it.

It lies in a file beside the database and never inside: somebody who gets hold of a backup of the
database can then neither try out addresses against the hashes nor guess the short keys.
"""

from __future__ import annotations

import hmac
import os
import secrets
from hashlib import blake2b
from pathlib import Path
from typing import Self

from commentguard.errors import DataError, cause
from commentguard.registry.home import made

_FILE = "secret"
_BYTES = 32


class Secret:
    """Hashes under the server's secret. Printing one shows nothing."""

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        if len(key) < _BYTES:
            raise DataError("the server secret is too short")
        self._key = key

    def __repr__(self) -> str:
        return "Secret(…)"

    @property
    def mark(self) -> str:
        """By which a secret is recognised, and not learned: what was made with another fits nothing here."""
        return self.digest("mark")[:16]

    @classmethod
    def at(cls, home: Path) -> Self | None:
        """The secret of `home`, or `None` where there is none yet: it is not made."""
        return cls.open(home) if (home / _FILE).exists() else None

    @classmethod
    def open(cls, home: Path) -> Self:
        """Read the secret of `home`, making it on the first start.

        Raises `DataError` when others on the machine can read it: a secret that was readable is
        none any more, and going on would hide that; also where the folder cannot be made.
        """
        path = made(home) / _FILE
        try:
            # Written whole under another name, then linked: a second process that starts at the
            # same time reads either nothing or all of it.
            draft = home / f".{_FILE}.{secrets.token_hex(4)}"
            if not path.exists():
                flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
                with os.fdopen(os.open(draft, flags, 0o600), "w") as file:
                    file.write(secrets.token_hex(_BYTES) + "\n")
                    file.flush()
                    os.fsync(file.fileno())
                try:
                    os.link(draft, path)
                except FileExistsError:
                    pass
                finally:
                    draft.unlink()
            if os.name == "posix" and path.stat().st_mode & 0o077:
                raise DataError(f"{path} can be read by others; chmod 600 it and rotate all keys")
            return cls(bytes.fromhex(path.read_text("ascii").strip()))
        except (OSError, ValueError) as error:
            raise DataError(f"the server secret {path} cannot be read: {cause(error)}") from error

    def number(self, kind: str, value: str) -> int:
        """A signed 64-bit keyed hash of `value`; `kind` keeps hashes of other things apart."""
        text = f"{kind}\0{value}".encode("utf-8", "surrogatepass")
        digest = blake2b(text, digest_size=8, key=self._key).digest()
        return int.from_bytes(digest, "big", signed=True)

    def digest(self, value: str) -> str:
        """HMAC-SHA-256 in hexadecimal, for keys that are too short for a plain hash."""
        return hmac.digest(self._key, value.encode("utf-8", "surrogatepass"), "sha256").hex()
