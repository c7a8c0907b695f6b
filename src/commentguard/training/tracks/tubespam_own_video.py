"""TubeSpam, each video by itself: the protocol of the corpus's authors.

The trap: with 106 to 135 tests a video, differences under 1.5 points are noise, and in two of
the videos a fifth of the tests are exact duplicates of training comments.
"""

from __future__ import annotations

from commentguard.training.splits import VIDEOS
from commentguard.training.tracks.benchmark import Benchmark

TRACK = Benchmark(
    "tubespam_own_video",
    "TubeSpam, own video: first 70 % of spam and of ham, per video",
    "youtube_tubespam",
    "tubespam_own_video",
    slices=lambda row: VIDEOS[row.group],
    published=(
        ("best single method, authors 2015", 0.904),
        ("best single method, authors' later runs", 0.912),
        ("best of twelve per video, picked on the tests", 0.932),
        ("word and character n-grams, re-run", 0.939),
        ("the same with 15 hand features, re-run", 0.945),
    ),
)
