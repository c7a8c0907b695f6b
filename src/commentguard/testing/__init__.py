"""Shipped helpers for people who write signals and tests."""
