"""The bench that tracks run on: corpora read once, encoded once, split by fixed files."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from commentguard.errors import DataError
from commentguard.training.corpora import SOURCES, read_own, read_public
from commentguard.training.pool import Pool
from commentguard.training.split_files import PROTOCOLS, read_split
from commentguard.training.splits import Fold
from commentguard.training.store import Store

Say = Callable[[str], None]

OWN_FOLDER = Path("data/blog_comments")


class Bench:
    """Where the corpora and split files are, and what has been read of them.

    `corpora` is the folder of the public corpora, `None` where they are not at hand: tracks that
    need them are then left out of a report, by name, and never silently.
    """

    def __init__(
        self,
        corpora: Path | None,
        own: Path = OWN_FOLDER,
        *,
        splits: Path = Path("data/splits"),
        cache_folder: Path | None = None,
        say: Say = lambda _: None,
    ) -> None:
        self.corpora = corpora
        self.own = own
        self.store = Store(cache_folder)
        self.say = say
        self._splits = splits
        self.pool = cache(self._pool)
        self.folds = cache(self._folds)
        self.training = cache(self._training)
        self.own_half = cache(self._read_own)

    def has(self, corpus: str) -> bool:
        return self.corpora is not None and (self.corpora / corpus / "data.csv").is_file()

    def public(self, without: str = "") -> list[Pool]:
        """The public corpora that the default model is trained on, as far as they are here."""
        names = [s.folder for s in SOURCES if s.trained_on and s.folder != without]
        return [self.pool(name) for name in names if self.has(name)]

    def _training(self) -> Pool:
        return Pool.join([self.own_half(), *self.public()])

    def _read_own(self) -> Pool:
        return Pool(read_own(self.own, "train"), self.store)

    def _pool(self, corpus: str) -> Pool:
        if self.corpora is None:
            raise DataError(f"{corpus}: no folder of public corpora (COMMENTGUARD_DATA)")
        source = next((s for s in SOURCES if s.folder == corpus), None)
        if source is None:
            raise DataError(f"no such corpus: {corpus}")
        return Pool(read_public(source, self.corpora), self.store)

    def _folds(self, split: str) -> list[Fold]:
        rows = self.pool(PROTOCOLS[split].corpus).rows
        return read_split(self._splits / f"{split}.json", rows)
