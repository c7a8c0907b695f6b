"""Logs to test with: decisions about small footprints, and undos of some of them."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from commentguard.feedback.correction import Correction, Kind
from commentguard.feedback.footprint import Footprint
from commentguard.verdict import Code

_CODES = ((), (Code.OFFER,), (Code.OFFER, Code.PHONE_NUMBER), (Code.SCAM,))


def footprint(shape: int, log_odds: float = 3.0) -> Footprint:
    """One of many small footprints that overlap by a key of their kind."""
    keys = np.array([shape % 4, 100 + shape % 7, 200 + shape], dtype=np.int64)
    return Footprint(keys, np.array([1.0, 0.7, 0.5], np.float32), _CODES[shape % 4], log_odds, 0.2)


def decision(
    number: int,
    *,
    site: str = "blog",
    who: str = "ann",
    at: float | None = None,
    kind: Kind = Kind.PUBLISH,
    comment: str = "",
    shape: int | None = None,
    weight: float = 1.0,
) -> Correction:
    return Correction(
        number,
        site,
        who,
        float(number) if at is None else at,
        kind,
        comment or f"c{number}",
        footprint=footprint(number if shape is None else shape),
        weight=weight,
    )


def undo(number: int, undoes: int, site: str = "blog") -> Correction:
    return Correction(number, site, "ann", float(number), Kind.UNDO, undoes=undoes)


@st.composite
def logs(draw: st.DrawFn, site: str = "blog") -> list[Correction]:
    """A log of up to 14 entries by three people, some taken back, some about one comment."""
    log: list[Correction] = []
    for number in range(1, draw(st.integers(0, 14)) + 1):
        if log and draw(st.integers(0, 4)) == 0:
            log.append(undo(number, draw(st.integers(1, number)), site))
            continue
        log.append(
            decision(
                number,
                site=site,
                who=draw(st.sampled_from(("ann", "ben", "cleo"))),
                kind=draw(st.sampled_from((Kind.PUBLISH, Kind.SPAM, Kind.PROMOTIONAL))),
                comment=draw(st.sampled_from(("", "", "", "shared"))),
                shape=draw(st.integers(0, 11)),
                weight=draw(st.sampled_from((1.0, 0.5))),
            )
        )
    return log
