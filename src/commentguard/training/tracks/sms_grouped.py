"""SMS Spam Collection in ten folds that keep a campaign (digits masked) on one side."""

from __future__ import annotations

from commentguard.training.tracks.benchmark import Benchmark

TRACK = Benchmark(
    "sms_grouped",
    "SMS, ten folds grouped by text with digits masked",
    "sms_spam_collection",
    "sms_grouped",
    published=(("word and character n-grams with a linear SVM, re-run", 0.963),),
)
