"""An address is good for one array in one process: copies, in it and in others, score as the original does."""

from __future__ import annotations

import copy
import gc
import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import joblib
import pytest

from commentguard.comment import Comment
from commentguard.scoring.bundle import Bundle, load
from commentguard.scoring.linear import weigh
from commentguard.scoring.scorer import Scorer
from commentguard.scoring.scores import score_batch
from commentguard.scoring.shipped import default_model
from commentguard.text import traces
from commentguard.text.batch import read_batch
from commentguard.text.document import Document
from commentguard.text.page import Page
from commentguard.text.shapes import shapes
from commentguard.text.words import find_words

COMMENTS = [
    Comment(text="Call us on 01632 960 148 for a free quote, visit our shop! " * times)
    for times in (1, 3, 12)
]


def elsewhere() -> ProcessPoolExecutor:
    """Another process. One that dies fails the test; a `Pool` would wait for it."""
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer.from_folder(default_model())


@pytest.fixture(scope="module")
def expected(scorer: Scorer) -> list[float]:
    return [scorer.score(comment).log_odds for comment in COMMENTS]


def test_a_bundle_that_has_scored_scores_in_another_process(expected: list[float]) -> None:
    bundle = load(default_model())
    scored = Scorer(bundle)
    assert [scored.score(comment).log_odds for comment in COMMENTS] == expected
    with elsewhere() as workers:
        assert workers.submit(_scored, bundle).result() == expected
        assert workers.submit(_scored, scored.bundle).result() == expected


def _scored(bundle: Bundle) -> list[float]:
    scorer = Scorer(bundle)
    return [scorer.score(comment).log_odds for comment in COMMENTS]


def test_a_copy_outlives_its_original(scorer: Scorer) -> None:
    original = copy.deepcopy(scorer._judge)
    encoded = scorer.encoder.encode(COMMENTS)
    weighed = weigh(encoded, scorer._heads)
    expected = score_batch(encoded, weighed, original).of("plain").tolist()
    kept = copy.deepcopy(original)
    for plan in original.trees._plans.values():
        plan.held.fill(-1)
    del original
    gc.collect()
    assert score_batch(encoded, weighed, kept).of("plain").tolist() == expected


def test_a_document_that_was_laid_out_is_read_in_another_process() -> None:
    """Its shapes are looked for at once, and where it has any is asked when it is read."""
    here = [Document(comment) for comment in COMMENTS]
    there = pickle.dumps(here)
    with elsewhere() as workers:
        found = workers.submit(_traces, there).result()
    assert found == _traces(pickle.dumps(here))


def _traces(sent: bytes) -> list[int]:
    # Above `ALWAYS` are phrases, whose bits each process gives out as it reads lexicons.
    return [document.traces % (2 * traces.ALWAYS) for document in pickle.loads(sent)]


def test_what_is_copied_before_it_is_read_is_read() -> None:
    texts = ["call us, or ring joe: 01632 960 148", "", "Paris, London, Rome, best of all"]
    page = Page.of([text.lower() for text in texts])
    copied = copy.deepcopy((page, shapes(page)))
    found = read_batch(find_words(page), texts, [True] * 3, shapes(page)).traces
    del page
    gc.collect()
    page, shown = copied
    assert read_batch(find_words(page), texts, [True] * 3, shown).traces == found


def test_arrays_that_may_only_be_read_are_read(tmp_path: Path, scorer: Scorer) -> None:
    """As joblib hands large ones to its workers: from a file."""
    encoded = scorer.encoder.encode(COMMENTS)._replace(documents=(), readings=())
    expected = score_batch(encoded, weigh(encoded, scorer._heads), scorer._judge)
    joblib.dump((encoded, scorer._heads, scorer._judge), tmp_path / "kept")
    mapped, heads, judge = joblib.load(tmp_path / "kept", mmap_mode="r")
    assert not mapped.grams.chars.flags.writeable
    assert not heads.table.flags.writeable
    found = score_batch(mapped, weigh(mapped, heads), judge)
    assert found.listed() == expected.listed()
