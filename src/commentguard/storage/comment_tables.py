"""Tables of comments: as received, the post they are about, what was judged, what they offer."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    Text,
    text,
)

from commentguard.storage.schema import COUNTER, metadata

# MinHash bands: comments that share one are candidates for near duplicates. Columns and not rows of
# a table of their own: nine inserts a comment instead of one would be paid by every request.
BANDS = tuple(f"band{k}" for k in range(4))
LIKENESS = ("exact", *BANDS)
"""Columns by which comments are found that say the same, or nearly."""
_DECIDED = text("decided_at IS NOT NULL")
DECIDED = tuple(
    Index(f"ix_comments_decided_{name}", name, "site_id", "id", sqlite_where=_DECIDED)
    for name in LIKENESS
)


def describe_for_postgresql() -> None:
    """Say of partial indexes what PostgreSQL calls a part.

    Naming a dialect loads it: two megabytes that a server on SQLite never uses.
    """
    for index in DECIDED:
        index.dialect_kwargs["postgresql_where"] = _DECIDED


posts = Table(
    "posts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("site_id", String(64), ForeignKey("sites.id", ondelete="CASCADE"), nullable=False),
    Column("place", BigInteger, nullable=False),
    Column("permalink", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("tags", JSON, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Index(None, "site_id", "place", "seen_at"),
)
"""Versions of posts, never changed: a comment points at the version it was judged against.

`place` is a hash of the permalink, because PostgreSQL cannot index a text of any length.
"""

comments = Table(
    "comments",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("site_id", String(64), ForeignKey("sites.id", ondelete="CASCADE"), nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("client_id", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("author_email", Text, nullable=False),
    Column("author_url", Text, nullable=False),
    Column("permalink", Text, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("post_id", String(32), ForeignKey("posts.id")),
    Column("author_key", BigInteger),
    Column("ip_key", BigInteger),
    Column("exact", BigInteger, nullable=False),
    Column("signature", LargeBinary),
    *(Column(name, BigInteger) for name in BANDS),
    Column("source", String(16), nullable=False),
    Column("action", String(16), nullable=False),
    Column("label", String(16), nullable=False),
    Column("probability", Float, nullable=False),
    Column("codes", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", BigInteger),
    Column("language", String(16), nullable=False, server_default=""),
    Column("campaign", String(32), nullable=False, server_default=""),
    Column("allowed_ranges", Text, nullable=False, server_default=""),
    Index(None, "site_id", "status", "received_at", "id"),
    Index(None, "site_id", "status", "probability", "id"),
    Index(None, "site_id", "author_key", "status", "decided_by", "received_at"),
    Index(None, "campaign", "status", "id"),
    # The site stands before the id: a site's own copies are found however many there are elsewhere.
    *(Index(None, name, "site_id", "id") for name in LIKENESS),
    # What people decided is asked for apart: of a flood hardly anything is, and a comment that comes
    # in has no entry here.
    *DECIDED,
    Index(None, "status", "received_at", "id"),
    Index(None, "status", "probability", "id"),
    Index(None, "post_id"),
)

contacts = Table(
    "contacts",
    metadata,
    Column("contact", BigInteger, primary_key=True, autoincrement=False),
    Column(
        "comment_id", String(32), ForeignKey("comments.id", ondelete="CASCADE"), primary_key=True
    ),
    Index(None, "comment_id"),
    sqlite_with_rowid=False,
)
"""Keyed hashes of telephone numbers, addresses and hosts that a comment offers."""

verdicts = Table(
    "verdicts",
    metadata,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    Column("comment_id", String(32), ForeignKey("comments.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("action", String(16), nullable=False),
    Column("label", String(16), nullable=False),
    Column("probability", Float, nullable=False),
    Column("log_odds", Float, nullable=False),
    Column("model_digest", String(64), nullable=False),
    Column("body", JSON, nullable=False),
    Index(None, "comment_id", "id"),
)
