"""What people decided on a site is found by its time."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    for table, time in (("corrections", "created_at"), ("moves", "at"), ("moves", "undone_at")):
        op.create_index(
            f"ix_{table}_site_id_{time}_comment_id", table, ["site_id", time, "comment_id"]
        )
