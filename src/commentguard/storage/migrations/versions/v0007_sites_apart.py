"""Look-ups of one site read nothing of the others, whose floods may be any size."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_DECIDED = sa.text("decided_at IS NOT NULL")


def upgrade() -> None:
    for name in ("exact", "band0", "band1", "band2", "band3"):
        op.drop_index(f"ix_comments_{name}_id", "comments")
        op.create_index(f"ix_comments_{name}_site_id_id", "comments", [name, "site_id", "id"])
        op.drop_index(f"ix_comments_decided_{name}", "comments")
        op.create_index(
            f"ix_comments_decided_{name}", "comments", [name, "site_id", "id"],
            sqlite_where=_DECIDED, postgresql_where=_DECIDED,
        )  # fmt: skip
