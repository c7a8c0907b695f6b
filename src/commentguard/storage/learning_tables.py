"""Tables of what people said and what is done with it: corrections, what was learned, lists, budgets."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from commentguard.storage.schema import COUNTER, metadata

corrections = Table(
    "corrections",
    metadata,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    Column("comment_id", String(32), ForeignKey("comments.id", ondelete="SET NULL")),
    Column("site_id", String(64), ForeignKey("sites.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("label", String(16), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("actor", Text, nullable=False),
    Column("source", String(16), nullable=False),
    Column("note", Text, nullable=False),
    Column("status_before", String(16), nullable=False),
    Column("status_after", String(16), nullable=False),
    Column("undoes", BigInteger),
    Index(None, "comment_id", "id"),
    Index(None, "site_id", "id"),
    Index(None, "site_id", "created_at", "comment_id"),
)
"""Append-only: an undo is a row that names the row it takes back."""

footprints = Table(
    "footprints",
    metadata,
    Column(
        "correction_id",
        COUNTER,
        ForeignKey("corrections.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("site_id", String(64), ForeignKey("sites.id", ondelete="CASCADE"), nullable=False),
    Column("comment", String(32), nullable=False),
    Column("model_digest", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "site_id", "correction_id"),
    Index(None, "comment"),
)
"""What learning needs of a decided comment: numbers under hashes. `comment` has no foreign key,
because what was learned outlives the text until the author is erased."""

adaptations = Table(
    "adaptations",
    metadata,
    Column("site_id", String(64), ForeignKey("sites.id", ondelete="CASCADE"), primary_key=True),
    Column("upto", BigInteger, nullable=False),
    Column("basis", String(128), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("refused", Text, nullable=False),
    Column("learned_at", BigInteger, nullable=False),
)
"""What each site has learned from its log up to correction `upto`, under the model and cut-off of
`basis`. Never the source of anything: it can be dropped and rebuilt."""


def _listed(*more: Column[Any]) -> tuple[Column[Any], ...]:
    return (
        Column("id", COUNTER, primary_key=True, autoincrement=True),
        Column("site_id", String(64), ForeignKey("sites.id", ondelete="CASCADE"), nullable=False),
        Column("kind", String(16), nullable=False),
        Column("key", BigInteger, nullable=False),
        Column("words", String(255), nullable=False),
        Column("prefix", Integer),
        Column("label", String(100), nullable=False),
        Column("added_at", BigInteger, nullable=False),
        *more,
    )


allowed = Table(
    "allowed",
    metadata,
    *_listed(Column("suspended_by", BigInteger)),
    UniqueConstraint("site_id", "kind", "key", name="uq_allowed_site_id"),
)
"""Allow-lists. `key` is a keyed hash; only a domain also stands here in `words`, others leave it empty.

`prefix` is the length of a range's prefix. `suspended_by` is the correction that suspended the entry:
taken back, the entry counts again.
"""

denied = Table(
    "denied",
    metadata,
    *_listed(),
    UniqueConstraint("site_id", "kind", "key", name="uq_denied_site_id"),
)
"""Deny-lists: as allow-lists, with phrases in `words`, and nothing suspends an entry."""

budgets = Table(
    "budgets",
    metadata,
    Column("site_id", String(64), ForeignKey("sites.id", ondelete="CASCADE"), primary_key=True),
    *(
        Column(name, Float, nullable=False)
        for name in ("rate", "confidence", "low", "high", "audited")
    ),
    Column("days", Integer, nullable=False),
    Column("own", Boolean, nullable=False),
    Column("moved_at", BigInteger),
)
"""What a site's owner allows to be held of real comments (`feedback.budget`).

`own` says that the site's `hold` was chosen from its own comments; the number is in its policy.
"""
