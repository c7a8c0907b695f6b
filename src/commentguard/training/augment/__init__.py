"""Augmentation: changed copies of training comments. None of these families is ever evaluated."""
