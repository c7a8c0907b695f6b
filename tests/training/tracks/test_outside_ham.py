"""Outside ham: the corpus judged has no part in the guard that judges it."""

from __future__ import annotations

from pathlib import Path

from tests.training.bench import made_up

from commentguard.training.adjudication import Judgement
from commentguard.training.contestants import Contestant, of_baseline
from commentguard.training.guards import Guard
from commentguard.training.pool import Pool
from commentguard.training.tracks import outside_ham


def test_the_corpus_that_is_judged_is_left_out(tmp_path: Path) -> None:
    trained_on: list[set[str]] = []
    honest = of_baseline("baseline:nbsvm")

    def train(pool: Pool) -> Guard:
        trained_on.append({row.corpus for row in pool.rows})
        return honest.train(pool)

    outcome = outside_ham.run(Contestant("spy", honest.learner, train), made_up(tmp_path))
    names = [part.name for part in outcome.parts]
    assert names == ["ham_foxnews", "sms_spam_collection", "youtube_tubespam"]
    for name, seen in zip(names, trained_on, strict=True):
        assert name not in seen
        assert "blog_comments" in seen


def test_adjudication_clears_adverts_and_nothing_else(tmp_path: Path) -> None:
    outcome = outside_ham.run(of_baseline("baseline:rules"), made_up(tmp_path))
    raw = outside_ham.figures(outcome, {})["corpora"]["ham_foxnews"]
    flagged = [one["row"] for one in raw["flagged"]]
    assert raw["raw"]["held"] == len(flagged)
    judged = {row: Judgement("unwanted", "an advert for a trade") for row in flagged}
    told = outside_ham.figures(outcome, judged)["corpora"]["ham_foxnews"]
    assert told["raw"] == raw["raw"]
    assert told["adjudicated"]["held"] == 0
    assert told["adjudicated"]["n"] == raw["raw"]["n"] - len(flagged)
    kept = {row: Judgement("ham", "only a joke") for row in flagged}
    told = outside_ham.figures(outcome, kept)["corpora"]["ham_foxnews"]
    assert told["adjudicated"]["held"] == len(flagged)
    assert told["adjudicated"]["read"] == len(flagged)


def test_what_is_read_later_gives_the_same_figures(tmp_path: Path) -> None:
    bench = made_up(tmp_path)
    outcome = outside_ham.run(of_baseline("baseline:rules"), bench)
    before = outside_ham.figures(outcome, {})
    flagged = [row["row"] for one in before["corpora"].values() for row in one["flagged"]]
    assert flagged
    judged = {row: Judgement("unwanted", "an advert for a trade") for row in flagged}
    outside_ham.read_again(before, bench, judged)
    assert before == outside_ham.figures(outcome, judged)
