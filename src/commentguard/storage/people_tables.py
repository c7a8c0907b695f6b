"""Tables of people: who signs in to the desk, and where they may what."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, String, Table, Text

from commentguard.storage.schema import metadata

users = Table(
    "users",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("password", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    Column("settings", JSON, nullable=False),
)
"""People who sign in to the desk. `name` never changes: it stands in corrections and the audit log.

`password` is an argon2 hash, or empty for somebody who can only enter by a link.
"""

members = Table(
    "members",
    metadata,
    Column("user_id", String(32), ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("site_id", String(64), primary_key=True),
    Column("role", String(16), nullable=False),
)
"""Who is what where. The site `*` means every site, those to come included."""

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("user_id", String(32), ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Index(None, "user_id"),
)

invitations = Table(
    "invitations",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("site_id", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("created_by", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("used_at", BigInteger),
    Column("user_name", String(64), nullable=False, server_default=""),
)
"""Links that let somebody in once: `join` makes an account, `enter` signs the first admin in, `reset` sets
the password of `user_name`.
"""
