"""Telegram group chat, Russian and English, in ten folds grouped by masked text. Small: 620 rows."""

from __future__ import annotations

from commentguard.training.tracks.benchmark import Benchmark

TRACK = Benchmark(
    "telegram_grouped",
    "Telegram, ten folds grouped by text with digits masked",
    "telegram_tgspam",
    "telegram_grouped",
)
