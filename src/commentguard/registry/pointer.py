"""The one file that says which model answers, and which one did before.

A database row would do as well, but a file can be watched, moved by a deployment script, and
read by a server whose database is down. It is replaced by rename, so that a reader sees the old
content or the new and never half of one.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commentguard.errors import ModelError

NAME = "current.json"


@dataclass(frozen=True, slots=True)
class Choice:
    """A model by reference (``shipped`` or ``NAME/VERSION``) and the digest that it had when it was chosen.

    A model of the store must still have it. ``shipped`` is the name of a place: a new release puts another there.
    """

    reference: str
    digest: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """What answers now, what answered before (`None` on the first move), since when (UTC)."""

    current: Choice
    previous: Choice | None = None
    since: str = ""


def read_pointer(path: Path) -> Pointer | None:
    """The pointer, or `None` when nothing was ever promoted. Raises `ModelError` if unreadable."""
    try:
        body = json.loads(path.read_text("utf-8"))
        return Pointer(_choice(body["current"]), _maybe(body["previous"]), str(body["since"]))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ModelError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        told = f"{path}: not a model pointer: {error}; remove it, and the shipped model answers"
        raise ModelError(f"{told} until another is promoted") from error


def write_pointer(path: Path, pointer: Pointer) -> None:
    """Replace the pointer in one step, durable when this returns. Raises `ModelError` where the disk says no."""
    body = {
        "current": _plain(pointer.current),
        "previous": _plain(pointer.previous) if pointer.previous else None,
        "since": pointer.since,
    }
    written = json.dumps(body, indent=1, sort_keys=True).encode() + b"\n"
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as out:
            out.write(written)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
    except OSError as error:
        raise ModelError(
            f"{path} cannot be written, it says what it said before: {error.strerror}"
        ) from error
    finally:
        with suppress(OSError):
            draft.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames inside `folder` durable, where the system can say so."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _plain(choice: Choice) -> dict[str, str]:
    return {"model": choice.reference, "digest": choice.digest}


def _choice(body: Any) -> Choice:
    return Choice(str(body["model"]), str(body["digest"]))


def _maybe(body: Any) -> Choice | None:
    return None if body is None else _choice(body)
