"""Attacks that reports evaluate. None of these families may be used to train, or to tune, a model."""
