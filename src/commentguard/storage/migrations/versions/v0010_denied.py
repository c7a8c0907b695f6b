"""What a site holds by rule; ranges and labels on both lists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    # Not `alter_column`, for which Alembic would copy the table on SQLite.
    op.execute("ALTER TABLE allowed RENAME COLUMN domain TO words")
    op.add_column("allowed", sa.Column("prefix", sa.Integer()))
    op.add_column("allowed", sa.Column("label", sa.String(100), nullable=False, server_default=""))
    op.create_table(
        "denied",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("site_id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.String(255), nullable=False),
        sa.Column("prefix", sa.Integer()),
        sa.Column("label", sa.String(100), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name="fk_denied_site_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_denied"),
        sa.UniqueConstraint("site_id", "kind", "key", name="uq_denied_site_id"),
    )
