"""How a comment of somebody else is named in public: corpus, row number, prefix of its SHA-256."""

from __future__ import annotations

import hashlib

from commentguard.training.corpora import Row


def cite(row: Row) -> str:
    """``corpus:row:sha256 prefix``; the prefix says whether the row is still the same text."""
    text = row.comment.text.encode("utf-8", "surrogatepass")
    return f"{row.corpus}:{row.number}:{hashlib.sha256(text).hexdigest()[:12]}"
