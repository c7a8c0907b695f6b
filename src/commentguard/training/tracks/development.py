"""The development set: 300 comments that everybody on the project has looked at.

Its figures say whether something works at all. They are printed as *development* and never as
what a site may expect.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from commentguard.training.contestants import Contestant
from commentguard.training.corpora import labelled_records
from commentguard.training.tracks.bench import Bench
from commentguard.training.tracks.exam import Exam, Paper, records_pool


def development(path: Path, bench: Bench, name: str) -> Exam:
    """An exam called `name` on a labelled file, judged by contestants as they stand."""
    records = labelled_records(path)
    pool = records_pool(records, bench.store, name)

    def papers(contestant: Contestant) -> Sequence[Paper]:
        return [Paper(name, pool, records, contestant.stands(bench.training))]

    return Exam(name, f"Development figures: {name}", papers, development=True)
