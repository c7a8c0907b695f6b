"""What speaks against a model that was fitted without an error: too few comments, nothing caught."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commentguard.scoring.bundle import Bundle
from commentguard.training.corpora import Row

FEW = 100
"""Of fewer comments of a kind a model learns hardly more than these."""


def doubts(rows: Sequence[Row], bundle: Bundle) -> Iterator[str]:
    """Each doubt about a `bundle` that was fitted to `rows`, in a sentence for whoever trained it."""
    unwanted = sum(row.unwanted for row in rows)
    for kind, count in (("ham", len(rows) - unwanted), ("unwanted", unwanted)):
        if count < FEW:
            yield f"{count} comments to train on are {kind}; of fewer than {FEW} little can be learned"
    if bundle.claims["adverts"]["caught"] == 0:
        yield (
            "it catches none of the adverts that it was calibrated on: it would publish nearly all;"
            " more comments help, or looser bounds on the readers held (own_rate, contact_rate in --settings)"
        )
