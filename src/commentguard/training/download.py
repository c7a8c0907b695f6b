"""One file from an address to a folder: streamed, resumed, checked, and whole or not there.

What has come is kept beside the target as ``NAME.part``. The next try asks for the rest; a server
that cannot send a rest sends the whole and is taken at its word. The file takes its name only when
its size and, where one is known, its SHA-256 are right.
"""

from __future__ import annotations

import hashlib
import http.client
import os
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from commentguard.errors import DataError, cause

Progress = Callable[[int, int | None], None]

_PIECE = 64 * 1024
_PATIENCE = 30.0
# The largest corpus here is 10 MB; an address that sends this much is not one of ours.
_MOST = 512 * 1024 * 1024
_RANGE = re.compile(r"bytes (\d+)-\d+/(?:\d+|\*)")


def download(
    url: str, target: Path, sha256: str = "", progress: Progress = lambda *_: None
) -> Path:
    """Bring `url` to `target`. A target that is there and right is left alone.

    Raises `DataError` when the address does not answer, breaks off (what came is kept for the
    next try), or sends something else than `sha256` says (nothing is kept).
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise DataError(f"{url}: only http and https are fetched")
    if target.is_file() and (not sha256 or digest(target) == sha256):
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    resumed = part.is_file() and part.stat().st_size > 0
    _receive(url, part, progress)
    if sha256 and digest(part) != sha256 and resumed:
        # The beginning may be of another edition: once more from the start.
        part.unlink()
        _receive(url, part, progress)
    if sha256 and (found := digest(part)) != sha256:
        part.unlink()
        raise DataError(f"{url}: SHA-256 is {found[:12]}…, wanted {sha256[:12]}…")
    part.replace(target)
    return target


def digest(path: Path) -> str:
    """SHA-256 of a file. Raises `DataError` when it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise DataError(f"cannot read {path}: {cause(error)}") from error


def _receive(url: str, part: Path, progress: Progress) -> None:
    """Append to `part` what is missing of `url`, or write it from the start."""
    have = part.stat().st_size if part.is_file() else 0
    request = urllib.request.Request(url, headers={"Accept-Encoding": "identity"})
    if have:
        request.add_header("Range", f"bytes={have}-")
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
            continued = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
            if not (answer.status == 206 and continued and int(continued.group(1)) == have):
                have = 0
            _write(answer, part, have, progress)
    except urllib.error.HTTPError as error:
        with error:
            if error.code != 416 or not have:
                raise DataError(f"{url}: {error.code} {error.reason}") from error
        # Not satisfiable: the part is whole already, or longer than the file now is.
        part.unlink()
        _receive(url, part, progress)
    except (OSError, http.client.HTTPException) as error:
        raise DataError(f"{url}: {error}; what came is kept, try again") from error


def _write(answer: http.client.HTTPResponse, part: Path, have: int, progress: Progress) -> None:
    length = answer.headers.get("Content-Length")
    whole = have + int(length) if length and length.isdigit() else None
    with part.open("ab" if have else "wb") as out:
        while piece := answer.read(_PIECE):
            out.write(piece)
            have += len(piece)
            if have > _MOST:
                raise DataError(f"{answer.url}: more than {_MOST // 2**20} MB")
            progress(have, whole)
        out.flush()
        os.fsync(out.fileno())
    if whole is not None and have < whole:
        raise http.client.IncompleteRead(b"", whole - have)
