"""Windows of a pool's long comments, encoded as comments of their own once, however many models ask for them.

Which windows are loud differs from model to model; what one says by itself does not.
"""

from __future__ import annotations

from collections.abc import Sequence

from commentguard.features.encoder import Encoded, Encoder
from commentguard.scoring.again import alone
from commentguard.text.document import Document
from commentguard.text.page import Ranges
from commentguard.training.batches import parted
from commentguard.training.corpora import Row
from commentguard.training.store import CHUNK

MOST = 1 << 15
"""So many are kept of a pool, some 300 MB, and a report asks for fewer. What is beyond is encoded whenever it is asked for."""

_Place = tuple[int, int, int]


class Windows:
    """The windows of `rows`, each by its row, begin and end in the folded text."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._kept: dict[_Place, Encoded | None] = {}

    def read(self, ranges: Ranges) -> list[tuple[int, Encoded]]:
        """Those of `ranges` that can be read again, each as a batch of one, with its row."""
        places: list[_Place] = list(zip(*ranges.tolist(), strict=True))
        known = self._kept | self._encoded([place for place in places if place not in self._kept])
        if len(known) <= MOST:
            self._kept = known
        found = ((place[0], known[place]) for place in places)
        return [(row, window) for row, window in found if window is not None]

    def _encoded(self, places: Sequence[_Place]) -> dict[_Place, Encoded | None]:
        found: dict[_Place, Encoded | None] = dict.fromkeys(places)
        for k in range(0, len(places), CHUNK):
            some = places[k : k + CHUNK]
            rows = list(dict.fromkeys(row for row, _, _ in some))
            read, _ = Document.many([self._rows[row].comment for row in rows])
            documents = dict(zip(rows, read, strict=True))
            windows = [(place, alone(documents[place[0]], *place[1:])) for place in some]
            standing = {place: window.comment for place, window in windows if window is not None}
            if standing:
                encoded = Encoder().encode(list(standing.values()))
                found |= zip(standing, parted(encoded), strict=True)
        return found
