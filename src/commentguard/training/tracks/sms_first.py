"""SMS Spam Collection as in DocEng 2011: the first 30 % in file order, tested on the rest.

Headline figures of 99.x % are of random splits, which put copies of one campaign on both sides;
they are not comparable with this one.
"""

from __future__ import annotations

from commentguard.training.tracks.benchmark import Benchmark

TRACK = Benchmark(
    "sms_first",
    "SMS, first 30 % fitted, last 70 % tested",
    "sms_spam_collection",
    "sms_first_30",
    published=(
        ("SVM, DocEng 2011, not re-read", 0.893),
        ("word and character n-grams with a linear SVM, re-run", 0.952),
    ),
)
