"""Alembic migrations, forward only; each is tried on both databases."""
