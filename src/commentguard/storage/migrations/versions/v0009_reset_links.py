"""Links by which somebody chooses a new password: whose it is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column(
        "invitations", sa.Column("user_name", sa.String(64), nullable=False, server_default="")
    )
