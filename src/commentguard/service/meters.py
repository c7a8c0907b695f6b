"""What is counted, as Prometheus series. No label ever holds text of a comment or an address."""

from __future__ import annotations

from functools import lru_cache

from prometheus_client import Counter, Gauge, Histogram

SECONDS = Histogram(
    "commentguard_request_seconds",
    "Time to answer, by endpoint and status class.",
    ["endpoint", "status"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
)
VERDICTS = Counter("commentguard_verdicts", "Verdicts given.", ["site", "action"])
CORRECTIONS = Counter("commentguard_corrections", "Corrections by people.", ["site", "kind"])
DECISIONS = Counter("commentguard_decisions", "Decisions at the desk.", ["site", "decision"])
DEGRADED = Counter("commentguard_degraded", "Answers given without storage.", [])
REFUSED = Counter("commentguard_refused", "Requests refused at the door.", ["why"])
QUEUE = Gauge(
    "commentguard_queue_depth", "Comments held now.", ["site"], multiprocess_mode="mostrecent"
)
QUEUE_AGE = Gauge(
    "commentguard_queue_age_seconds", "Age of the oldest held comment.", ["site"],
    multiprocess_mode="mostrecent",
)  # fmt: skip
MODEL = Gauge(
    "commentguard_model", "1 for the model that answers, 0 for one that did.", ["name", "version", "digest"],
    multiprocess_mode="mostrecent",
)  # fmt: skip
STORAGE = Gauge(
    "commentguard_storage_up", "Whether the database answers.", multiprocess_mode="mostrecent"
)
"""Gauges are set when they are read (`server.metrics`)."""

# The library looks for a series under a lock and by a tuple that it makes of the labels, with every request.


@lru_cache(1024)
def seconds(endpoint: str, status: str) -> Histogram:
    """The series of `SECONDS` under these labels."""
    return SECONDS.labels(endpoint, status)


@lru_cache(4096)
def verdicts(site: str, action: str) -> Counter:
    """The series of `VERDICTS` under these labels."""
    return VERDICTS.labels(site, action)
