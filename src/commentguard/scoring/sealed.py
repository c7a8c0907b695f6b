"""Files under their SHA-256 sums: read whole, once, and refused where one of them is not what was written."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from commentguard.errors import ModelError

SUMS = "SHA256SUMS"
_MAX_BYTES = 64 * 1024 * 1024


def sums_of(written: Mapping[str, bytes]) -> bytes:
    """What stands in `SUMS` beside these files, as ``sha256sum`` writes it. Its own sum is the digest of a bundle."""
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in written.items())
    return "".join(lines).encode()


def verified(folder: Path, names: Sequence[str]) -> tuple[dict[str, bytes], str]:
    """The files of a folder by name, and their digest. Raises `ModelError` where sums do not match.

    Links are not followed, and nothing is read that is larger than a bundle can be: a folder may come from
    anywhere.
    """
    if not folder.is_dir():
        raise ModelError(f"{folder} is no folder, and a model is one")
    try:
        sums = (folder / SUMS).read_text("ascii")
        written = {}
        for name in names:
            path = folder / name
            if path.is_symlink() or path.stat().st_size > _MAX_BYTES:
                raise ModelError(f"{path}: not a plain file of bearable size")
            written[name] = path.read_bytes()
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"{folder}: not a readable bundle: {error}") from error
    expected = sums_of(written)
    if sums != expected.decode():
        raise ModelError(f"{folder}: SHA-256 does not match: the bundle was damaged or changed")
    return written, hashlib.sha256(expected).hexdigest()
