"""What a site's owner allows to be held of real comments, and where that stands."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "budgets",
        sa.Column("site_id", sa.String(64), nullable=False),
        *(
            sa.Column(name, sa.Float(), nullable=False)
            for name in ("rate", "confidence", "low", "high", "audited")
        ),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("moved_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name="fk_budgets_site_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("site_id", name="pk_budgets"),
    )
