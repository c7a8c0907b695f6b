"""What most tests need: a document from a text, the default scorer, the corpora folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from commentguard import load
from commentguard.comment import Comment
from commentguard.scoring.scorer import Scorer
from commentguard.text.document import Document

ROOT = Path(__file__).parents[1]


@cache
def _scorer() -> Scorer:
    return load(ROOT / "models" / "default")


@pytest.fixture
def scorer() -> Scorer:
    """The default model; immutable, so one for all tests."""
    return _scorer()


@pytest.fixture
def document() -> Callable[..., Document]:
    """Builds a document: ``document("text", author="…")``."""

    def build(text: str, **fields: object) -> Document:
        return Document(Comment.from_mapping({"text": text, **fields}))

    return build


@pytest.fixture
def corpora() -> Path:
    """The public corpora; skips where they are not on this machine."""
    folder = Path(os.environ.get("COMMENTGUARD_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("public corpora are not here (COMMENTGUARD_DATA)")
    return folder
