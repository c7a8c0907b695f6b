"""Tables of the review desk: who looks at what, what was done, what was remarked."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, String, Table, Text

from commentguard.storage.schema import COUNTER, metadata

claims = Table(
    "claims",
    metadata,
    Column(
        "comment_id", String(32), ForeignKey("comments.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("actor", Text, nullable=False),
    Column("until", BigInteger, nullable=False),
    Index(None, "actor"),
)
"""Who is looking at a comment just now, so that nobody else decides it meanwhile."""

moves = Table(
    "moves",
    metadata,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    Column("batch", String(32), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("site_id", String(64), ForeignKey("sites.id", ondelete="CASCADE"), nullable=False),
    Column("comment_id", String(32), ForeignKey("comments.id", ondelete="CASCADE"), nullable=False),
    Column("decision", String(16), nullable=False),
    Column("why", String(32), nullable=False),
    Column("status_before", String(16), nullable=False),
    Column("status_after", String(16), nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", BigInteger),
    Column("undone_at", BigInteger),
    Column("undone_by", Text, nullable=False, server_default=""),
    Index(None, "batch"),
    Index(None, "comment_id", "id"),
    Index(None, "site_id", "id"),
    Index(None, "site_id", "at", "comment_id"),
    Index(None, "site_id", "undone_at", "comment_id"),
    Index(None, "actor", "id"),
)
"""What the desk did, in batches that are undone as one.

`decided_by` and `decided_at` are those from before, to which an undo returns.
"""

notes = Table(
    "notes",
    metadata,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    Column("comment_id", String(32), ForeignKey("comments.id", ondelete="CASCADE"), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "comment_id", "id"),
)
