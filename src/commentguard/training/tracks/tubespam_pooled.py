"""TubeSpam, one model for all five videos, on the same tests as video by video."""

from __future__ import annotations

from commentguard.training.splits import VIDEOS
from commentguard.training.tracks.benchmark import Benchmark

TRACK = Benchmark(
    "tubespam_pooled",
    "TubeSpam, pooled: five training parts together, the same tests",
    "youtube_tubespam",
    "tubespam_pooled",
    slices=lambda row: VIDEOS[row.group],
    published=(
        ("bag of words, re-run", 0.911),
        ("word and character n-grams with 15 hand features, re-run", 0.963),
    ),
)
