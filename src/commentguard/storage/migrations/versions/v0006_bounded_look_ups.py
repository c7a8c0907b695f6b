"""Indexes by which each look-up on arrival ends early, however much is stored."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_DECIDED = sa.text("decided_at IS NOT NULL")


def upgrade() -> None:
    op.drop_index("ix_comments_exact", "comments")
    op.create_index("ix_comments_exact_id", "comments", ["exact", "id"])
    for name in ("exact", "band0", "band1", "band2", "band3"):
        op.create_index(
            f"ix_comments_decided_{name}", "comments", [name, "id"],
            sqlite_where=_DECIDED, postgresql_where=_DECIDED,
        )  # fmt: skip
    op.drop_index("ix_comments_site_id_author_key_status", "comments")
    op.create_index(
        "ix_comments_site_id_author_key_status_decided_by_received_at",
        "comments",
        ["site_id", "author_key", "status", "decided_by", "received_at"],
    )
