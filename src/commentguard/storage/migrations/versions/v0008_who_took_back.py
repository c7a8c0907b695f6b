"""Who took a decision back: not always who had taken it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("moves", sa.Column("undone_by", sa.Text(), nullable=False, server_default=""))
