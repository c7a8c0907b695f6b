"""What all tables share: the metadata they register in, and the counter."""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer, MetaData

# Named constraints, because a migration can only drop what has a name.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
# SQLite counts up only a column that is spelled INTEGER.
COUNTER = BigInteger().with_variant(Integer, "sqlite")
