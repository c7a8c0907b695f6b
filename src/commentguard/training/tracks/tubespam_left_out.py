"""TubeSpam, each video judged by a model that read the other four.

The one TubeSpam protocol with enough tests (1,956) to separate models, and the one that is like
installing a guard on a site it has never seen. Hyper-parameters are chosen the same way: by
leaving videos out of the four.
"""

from __future__ import annotations

from commentguard.training.splits import VIDEOS
from commentguard.training.tracks.benchmark import Benchmark

TRACK = Benchmark(
    "tubespam_left_out",
    "TubeSpam, leave one video out",
    "youtube_tubespam",
    "tubespam_leave_one_video_out",
    by_group=True,
    slices=lambda row: VIDEOS[row.group],
    published=(
        ("bag of words, re-run", 0.865),
        ("word and character n-grams with 15 hand features, re-run", 0.915),
    ),
)
