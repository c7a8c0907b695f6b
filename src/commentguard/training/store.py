"""Encodings kept between runs, under a name that changes when they would.

Reading fifty thousand comments takes a minute, fitting to them seconds; a report fits dozens of
models to the same comments. A file is named by the SHA-256 of the comments and of every file
that has a part in encoding them, so it is never stale: a changed lexicon is another name.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

import joblib

import commentguard
from commentguard.comment import Comment
from commentguard.features.encoder import Encoded, Encoder

CHUNK = 512
# Below this a second process takes longer to start than it saves.
_MANY = 8000
_LAYERS = ("kernel", "text", "signals", "features", "comment.py", "evidence.py")
_LIBRARIES = ("lupa", "numpy", "phonenumberslite", "publicsuffixlist")


class Store:
    """Encodes comments in chunks, once per set of comments if `folder` is given.

    The files are joblib's, that is pickles: a cache of one's own machine, read by the
    laboratory alone and never by anything that serves.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def chunks(self, comments: Sequence[Comment]) -> tuple[Encoded, ...]:
        """The comments as numbers, `CHUNK` at a time: `Encoded` without documents and readings."""
        if self._folder is None or not comments:
            return _encode(comments)
        path = self._folder / f"{_key(comments)}.joblib"
        kept = _kept(path) if path.is_file() else ()
        if sum(len(chunk.dense) for chunk in kept) == len(comments):
            return kept
        chunks = _encode(comments)
        self._folder.mkdir(parents=True, exist_ok=True)
        # A name of its own: two runs that need the same comments may write at the same time.
        draft = path.with_suffix(f".{os.getpid()}.part")
        joblib.dump(chunks, draft)
        draft.replace(path)
        return chunks


def _kept(path: Path) -> tuple[Encoded, ...]:
    """What a file keeps, nothing where it is damaged: it is then encoded and written anew.

    Whatever is wrong with a pickle, from its end missing to a class that is gone, is another exception,
    and none of them is worth more than the minute that encoding takes.
    """
    try:
        return tuple(joblib.load(path))
    except Exception:
        return ()


def _encode(comments: Sequence[Comment]) -> tuple[Encoded, ...]:
    batches = [comments[k : k + CHUNK] for k in range(0, len(comments), CHUNK)]
    jobs = 2 if len(comments) >= _MANY else 1
    found = joblib.Parallel(n_jobs=jobs)(joblib.delayed(_numbers)(batch) for batch in batches)
    return tuple(found)


def _numbers(comments: Sequence[Comment]) -> Encoded:
    encoded = Encoder().encode(comments)
    return Encoded((), (), encoded.dense, encoded.grams, encoded.segments, encoded.utterances)


def _key(comments: Sequence[Comment]) -> str:
    whole = hashlib.sha256(encoder_digest().encode())
    for comment in comments:
        told = json.dumps(comment.to_mapping(), sort_keys=True)
        whole.update(told.encode() + b"\n")
    return whole.hexdigest()


@cache
def encoder_digest() -> str:
    """One SHA-256 over the code, lexicons and libraries that turn comments into numbers."""
    root = Path(commentguard.__file__).parent
    files = [
        path
        for layer in _LAYERS
        for path in sorted([root / layer, *(root / layer).rglob("*")])
        if path.is_file() and "__pycache__" not in path.parts
    ]
    whole = hashlib.sha256()
    for path in files:
        data = path.read_bytes()
        whole.update(f"{path.relative_to(root).as_posix()} {len(data)}\0".encode() + data)
    for library in _LIBRARIES:
        whole.update(f"{library} {version(library)}\0".encode())
    return whole.hexdigest()
