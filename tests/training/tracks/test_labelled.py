"""Exams: papers judged, figures counted, slices that add up to the whole."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.training.bench import made_up, records, write_records

from commentguard.scoring.scorer import Scorer
from commentguard.training.contestants import MODEL, Contestant, of_baseline, of_bundle
from commentguard.training.corpora import OWN, Row, read_own
from commentguard.training.guards import Guard
from commentguard.training.pool import Pool
from commentguard.training.tracks import attacked, calibrated, labelled
from commentguard.training.tracks.bench import Bench
from commentguard.training.tracks.development import development
from commentguard.training.tracks.own_folds import own_folds


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return made_up(tmp_path)


@pytest.fixture
def model(scorer: Scorer) -> Contestant:
    return of_bundle(scorer.bundle)


def test_an_exam_on_a_file(bench: Bench, model: Contestant, tmp_path: Path) -> None:
    write_records(tmp_path / "promo.jsonl", records(4))
    exam = development(tmp_path / "promo.jsonl", bench, "promo")
    assert exam.development
    outcome, papers = labelled.run(exam, model)
    told = labelled.figures(outcome, papers)
    assert told["n"] == 32
    assert told["ham"]["all"]["n"] == 16
    assert told["pairs"]["n"] == 16
    for table in ("by_language", "by_era"):
        assert sum(one["ham"]["n"] for one in told[table].values()) == 16
        assert sum(one["unwanted"]["n"] for one in told[table].values()) == 16
    assert sum(one["ham"]["n"] for one in told["by_length"]) == 16
    assert 0 <= told["reasons"]["micro_f1"] <= 1
    assert told["labels"]["ham"]["n"] == 16
    # The guard and the scorer decide alike.
    for verdict, held in zip(outcome.parts[0].verdicts, outcome.held, strict=True):
        assert (verdict.action.value != "publish") == held
    json.dumps(told)


def test_cross_validation_judges_every_comment_once(bench: Bench) -> None:
    outcome, papers = labelled.run(own_folds(bench.own, bench), of_baseline("baseline:nbsvm"))
    ids = [record["id"] for paper in papers for record in paper.records]
    assert sorted(ids) == sorted(record["id"] for record in records())
    told = labelled.figures(outcome, papers)
    assert told["mcc"] > 0.5
    assert "reasons" not in told
    found = calibrated.figures(outcome)
    assert found is not None
    assert found["unwanted_share"] == 0.5
    assert found["ece_95"][0] <= found["ece"] * 1.5


def test_folds_are_fitted_to_comments_as_a_release_reads_them(bench: Bench) -> None:
    fitted: list[Row] = []
    baseline = of_baseline("baseline:nbsvm")

    def train(pool: Pool) -> Guard:
        fitted.extend(row for row in pool.rows if row.corpus == OWN)
        return baseline.train(pool)

    own_folds(bench.own, bench).papers(replace(baseline, train=train))
    released = read_own(bench.own, "train")
    assert len(fitted) == 4 * len(released)
    assert {row.number: row for row in fitted} == {row.number: row for row in released}


def test_attacks_are_told_relative_to_plain(
    bench: Bench, model: Contestant, tmp_path: Path
) -> None:
    write_records(tmp_path / "promo.jsonl", records(4))
    outcome, papers = labelled.run(development(tmp_path / "promo.jsonl", bench, "promo"), model)
    told = attacked.figures(outcome, papers, bench.store)
    plain = told["plain"]["caught"]
    for one in told["attacks"].values():
        assert one["n"] == 16
        assert one["caught"] == plain - one["lost"] + one["gained"]
        assert one["kept"] == one["caught"] / max(1, plain)


def test_the_contestant_is_called_model(model: Contestant) -> None:
    assert model.name == MODEL
