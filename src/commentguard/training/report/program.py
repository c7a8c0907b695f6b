"""The programme of a report: which tracks are run, by whom, and what each contributes.

Everything is plain data in a fixed order, without a date, a machine or a text: the same model
and the same corpora give the same bytes. What could not be run is named, with why.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from commentguard.errors import DataError
from commentguard.training.adjudication import read_judgements
from commentguard.training.comparison import compare
from commentguard.training.contestants import Contestant
from commentguard.training.corpora import SOURCES, Row, called, own_records
from commentguard.training.report.errors import worst
from commentguard.training.report.gate import asked_for_promotion
from commentguard.training.report.naming import told_apart
from commentguard.training.report.notes import notes
from commentguard.training.report.targets import target_table
from commentguard.training.split_files import digest_of
from commentguard.training.tracks import (
    attacked,
    calibrated,
    labelled,
    outside_ham,
    prequential,
    sms_first,
    sms_grouped,
    telegram,
    tubespam_left_out,
    tubespam_own_video,
    tubespam_pooled,
)
from commentguard.training.tracks.bench import Bench
from commentguard.training.tracks.development import development
from commentguard.training.tracks.exam import Exam
from commentguard.training.tracks.outcome import Outcome, Part
from commentguard.training.tracks.own_folds import FOLDS, own_folds
from commentguard.training.tracks.own_test import Opening, frozen_digest, own_test, refuse_frozen

BENCHMARKS = (
    tubespam_own_video.TRACK,
    tubespam_pooled.TRACK,
    tubespam_left_out.TRACK,
    sms_first.TRACK,
    sms_grouped.TRACK,
    telegram.TRACK,
)
FORMAT = 2


@dataclass(frozen=True, slots=True)
class Programme:
    """What to run. `opening` opens the frozen test half; without it that half stays closed.

    `tracks` limits the run to tracks whose names are given; empty means all. A comparison needs
    verdicts and no more, and leaves the attacks and the learning curve out (`whole` is false).
    """

    development: tuple[Path, ...] = ()
    opening: Opening | None = None
    judgements: Path = Path("data/adjudicated.jsonl")
    tracks: frozenset[str] = frozenset()
    whole: bool = True

    def wants(self, name: str) -> bool:
        return not self.tracks or name in self.tracks

    def files(self) -> dict[str, Path]:
        """The labelled files by the names of their tracks, which no other track has."""
        benchmarks = (track.name for track in BENCHMARKS)
        return told_apart(
            self.development,
            {*benchmarks, outside_ham.NAME, "own_folds", "own_test", prequential.NAME},
        )

    def check(self) -> None:
        """Raise `DataError` for a track or a file that does not exist, before anything is measured.

        A track would be left out without a word, a file missed after an hour. A file of the frozen
        half is refused as well: it would be read without being noted.
        """
        for path in self.development:
            if not path.is_file():
                raise DataError(f"no such file: {path}")
            refuse_frozen(path)
        exams = ("own_folds", "own_test", *self.files())
        known = [*(t.name for t in BENCHMARKS), outside_ham.NAME, *exams]
        if self.whole:
            known.append(prequential.NAME)
        if unknown := sorted(self.tracks - set(known)):
            raise DataError(f"no track {unknown[0]!r}; there are {', '.join(known)}")


@dataclass
class Ran:
    """A report and, for comparisons and the version with texts, the outcomes behind it."""

    report: dict[str, Any]
    outcomes: dict[str, dict[str, Outcome]] = field(default_factory=dict)


def run(contestants: Sequence[Contestant], bench: Bench, programme: Programme) -> Ran:
    """Run every wanted track for every contestant. The first contestant is the report's subject.

    Raises `DataError` as `Programme.check` does, before anything is measured.
    """
    programme.check()
    subject = contestants[0]
    ran = Ran({"format": FORMAT, "notes": [], "left_out": [], "tracks": {}})
    if subject.bundle is not None:
        ran.report["model"] = subject.bundle.describe()
        ran.report["claims"] = subject.bundle.claims
        ran.report["training"] = subject.bundle.training
    ran.report["corpora"] = _corpora(bench)
    _benchmarks(contestants, bench, programme, ran)
    _outside_ham(contestants, bench, programme, ran)
    for exam in _exams(bench, programme, ran):
        _exam(exam, contestants, bench, ran, attacks=programme.whole)
    _calibration(ran, programme)
    _prequential(subject, bench, programme, ran)
    _compared(subject.name, ran)
    ran.report["notes"] = notes(ran.report["tracks"])
    ran.report["targets"] = target_table(ran.report, subject.name)
    return ran


def _corpora(bench: Bench) -> dict[str, Any]:
    found = {s.folder: bench.pool(s.folder).rows for s in SOURCES if bench.has(s.folder)}
    return {
        name: {
            "rows": len(rows),
            "unwanted": sum(row.unwanted for row in rows),
            "texts_sha256": digest_of(rows),
        }
        for name, rows in {f"{called(bench.own)} (train)": bench.own_half().rows, **found}.items()
    }


def _benchmarks(
    contestants: Sequence[Contestant], bench: Bench, programme: Programme, ran: Ran
) -> None:
    for track in BENCHMARKS:
        if not programme.wants(track.name):
            continue
        if not bench.has(track.corpus):
            _leave_out(ran, track.name, f"{track.corpus} is not here")
            continue
        told: dict[str, Any] = {}
        for contestant in contestants:
            bench.say(f"{contestant.name}: {track.title}")
            outcome = track.run(contestant.learner, bench)
            ran.outcomes.setdefault(track.name, {})[contestant.name] = outcome
            told[contestant.name] = track.figures(outcome)
        ran.report["tracks"][track.name] = {"title": track.title, "contestants": told}


def _outside_ham(
    contestants: Sequence[Contestant], bench: Bench, programme: Programme, ran: Ran
) -> None:
    name = outside_ham.NAME
    if not programme.wants(name):
        return
    if not any(bench.has(corpus) for corpus in outside_ham.TARGETED):
        _leave_out(ran, name, "the public corpora are not here")
        return
    judgements = read_judgements(programme.judgements)
    told = {}
    for contestant in contestants:
        outcome = outside_ham.run(contestant, bench)
        ran.outcomes.setdefault(name, {})[contestant.name] = outcome
        told[contestant.name] = outside_ham.figures(outcome, judgements)
    ran.report["tracks"][name] = {"title": outside_ham.TITLE, "contestants": told}


def _exams(bench: Bench, programme: Programme, ran: Ran) -> list[Exam]:
    exams = []
    posts = len({row.group for row in bench.own_half().rows})
    if programme.wants("own_folds") and posts < FOLDS:
        _leave_out(ran, "own_folds", f"{posts} posts to train on, {FOLDS} are needed")
    elif programme.wants("own_folds"):
        exams.append(own_folds(bench.own, bench))
    if programme.opening is None:
        _leave_out(ran, "own_test", "the frozen test half was not opened")
    elif programme.wants("own_test"):
        exams.append(own_test(bench.own, bench, programme.opening))
        ran.report["opened"] = {"half_sha256": frozen_digest(bench.own)}
    exams += [
        development(path, bench, name)
        for name, path in programme.files().items()
        if programme.wants(name)
    ]
    return exams


def _exam(
    exam: Exam, contestants: Sequence[Contestant], bench: Bench, ran: Ran, *, attacks: bool
) -> None:
    told, harmed = {}, {}
    for contestant in contestants:
        bench.say(f"{contestant.name}: {exam.title}")
        outcome, papers = labelled.run(exam, contestant)
        ran.outcomes.setdefault(exam.name, {})[contestant.name] = outcome
        told[contestant.name] = labelled.figures(outcome, papers)
        if attacks:
            bench.say(f"{contestant.name}: {exam.title}, under attack")
            harmed[contestant.name] = attacked.figures(outcome, papers, bench.store)
    ran.report["tracks"][exam.name] = {
        "title": exam.title,
        "development": exam.development,
        "contestants": told,
    }
    if exam.name == "own_test":
        ran.report["own_test"] = asked_for_promotion(told[contestants[0].name])
    if attacks:
        ran.report["tracks"][f"{exam.name}_attacked"] = {
            "title": f"{exam.title}: under attack",
            "development": exam.development,
            "contestants": harmed,
        }


def _calibration(ran: Ran, programme: Programme) -> None:
    for name in ("tubespam_left_out", "own_folds", "own_test"):
        if name in ran.outcomes and programme.wants(name):
            told = {who: calibrated.figures(one) for who, one in ran.outcomes[name].items()}
            ran.report["tracks"][f"{name}_calibrated"] = {
                "title": f"Calibration: {ran.report['tracks'][name]['title']}",
                "contestants": {who: one for who, one in told.items() if one is not None},
            }


def _prequential(subject: Contestant, bench: Bench, programme: Programme, ran: Ran) -> None:
    if not (programme.whole and programme.wants(prequential.NAME)):
        return
    told = {}
    for corpus in ("sms_spam_collection", "youtube_tubespam"):
        if bench.has(corpus):
            bench.say(f"{subject.name}: learning curve, {corpus}")
            pool = bench.pool(corpus)
            order = (
                prequential.alternating(pool)
                if corpus == "youtube_tubespam"
                else list(range(len(pool)))
            )
            told[corpus] = prequential.curve(subject.learner, pool, order)
    years = [int(record.get("era") or 0) for record in own_records(bench.own)]
    if len(years) >= prequential.BLOCKS:
        order = sorted(range(len(years)), key=lambda k: (years[k], k))
        told[called(bench.own)] = prequential.curve(subject.learner, bench.own_half(), order)
    if not told:
        _leave_out(ran, prequential.NAME, "there are too few comments to learn from")
        return
    ran.report["tracks"][prequential.NAME] = {
        "title": "Learning curve: judged first, learned from afterwards",
        "contestants": {subject.name: told},
    }


def _compared(subject: str, ran: Ran) -> None:
    """The subject against every other contestant, in short: the long form is `compare`."""
    for name, outcomes in ran.outcomes.items():
        against = {}
        for other, outcome in outcomes.items():
            if other != subject:
                found = compare(outcome, outcomes[subject], fold_of(name, outcome))
                against[other] = {
                    key: found[key]
                    for key in ("won", "tied", "lost", "gained", "lost_rows", "mcnemar_p")
                }
        ran.report["tracks"][name]["against"] = against
        ran.report["tracks"][name]["worst"] = worst(outcomes[subject])


def fold_of(track: str, outcome: Outcome) -> Callable[[Part, Row], str] | None:
    """Languages are the folds of an exam on one file, videos those of one pooled model."""
    benchmark = next((one for one in BENCHMARKS if one.name == track), None)
    if benchmark is not None:
        slices = benchmark.slices
        return (lambda _, row: slices(row)) if slices else None
    if len(outcome.parts) == 1:
        return lambda _, row: row.comment.lang or "unknown"
    return None


def _leave_out(ran: Ran, name: str, why: str) -> None:
    ran.report["left_out"].append({"track": name, "why": why})
