"""Tracks: each a question about a model, with the rows, the folds and the figures that answer it."""
