"""Which allowed ranges a comment came from, so that a decision about it can suspend them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column(
        "comments", sa.Column("allowed_ranges", sa.Text(), nullable=False, server_default="")
    )
