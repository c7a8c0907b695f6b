"""Whom a site lets in whatever the model says."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "allowed",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("site_id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("domain", sa.String(255), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("suspended_by", sa.BigInteger()),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name="fk_allowed_site_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_allowed"),
        sa.UniqueConstraint("site_id", "kind", "key", name="uq_allowed_site_id"),
    )
