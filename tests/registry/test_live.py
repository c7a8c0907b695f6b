"""The live scorer: swaps under load, answers that name their model, bad candidates ignored."""

from __future__ import annotations

import itertools
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commentguard.comment import Comment
from commentguard.registry.live import LiveScorer
from commentguard.registry.pointer import Choice, Pointer, write_pointer
from commentguard.registry.promotion import promote, roll_back
from commentguard.registry.store import SHIPPED, ModelStore
from commentguard.scoring.scorer import Scorer
from commentguard.testing.registry import measured_copy as saved

COMMENT = Comment(text="Mine came out flat as well, then I bought a thermometer.")
Eventually = Callable[[Callable[[], bool]], None]


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    """A store with toy/1 and toy/2, nothing promoted."""
    store = ModelStore(tmp_path / "home")
    for version, bias in (("1", 1.0), ("2", 2.0)):
        saved(tmp_path / version, version, bias)
        store.add(tmp_path / version)
    return store


@pytest.fixture
def eventually() -> Eventually:
    """Waits until a claim holds, ten seconds at most."""

    def wait(claim: Callable[[], bool]) -> None:
        end = time.monotonic() + 10
        while not claim():
            assert time.monotonic() < end, "it never came true"
            threading.Event().wait(0.01)

    return wait


@pytest.fixture
def live(store: ModelStore) -> Iterator[LiveScorer]:
    scorer = LiveScorer(store, poll_seconds=0.02)
    yield scorer
    scorer.stop()


def test_it_starts_with_the_shipped_model(live: LiveScorer, scorer: Scorer) -> None:
    assert live.bundle.digest == scorer.bundle.digest
    assert live.current.score(COMMENT).log_odds == scorer.score(COMMENT).log_odds
    assert not live.problem


def test_reloading_takes_the_promoted_model(live: LiveScorer, store: ModelStore) -> None:
    plain = live.current.score(COMMENT).log_odds
    promote(store, "toy/1")
    assert live.reload()
    verdict = live.current.score_many([COMMENT])[0]
    assert verdict.model["version"] == "1"
    assert verdict.log_odds == pytest.approx(plain + 1)
    assert not live.reload()
    assert LiveScorer(store).bundle.version == "1"


def test_one_hundred_swaps_under_load_tear_nothing(store: ModelStore) -> None:
    """Every answer is exactly that of the version which it names."""
    swaps: list[str] = []
    live = LiveScorer(store)
    live.swapped = lambda new: swaps.append(new.bundle.version)
    expected = {live.bundle.version: live.current.score(COMMENT).log_odds}
    for version in ("1", "2"):
        expected[version] = (
            Scorer.from_folder(store.place(f"toy/{version}")).score(COMMENT).log_odds
        )
    done = threading.Event()
    answers: list[tuple[str, float]] = []

    def visit() -> None:
        # Two visitors of a hundred requests a second each: a busy loop would only starve the swaps.
        while not done.wait(0.01):
            verdict = live.current.score(COMMENT)
            answers.append((verdict.model["version"], verdict.log_odds))

    visitors = [threading.Thread(target=visit) for _ in range(2)]
    for visitor in visitors:
        visitor.start()
    for version in itertools.islice(itertools.cycle("12"), 100):
        promote(store, f"toy/{version}")
        assert live.reload()
    done.set()
    for visitor in visitors:
        visitor.join()
    assert swaps == list(itertools.islice(itertools.cycle("12"), 100))
    assert {version for version, _ in answers} >= {"1", "2"}
    assert [a for a in answers if a[1] != expected[a[0]]] == []


def test_the_thread_follows_the_pointer(
    live: LiveScorer, store: ModelStore, eventually: Eventually
) -> None:
    live.watch()
    live.watch()
    promote(store, "toy/1")
    eventually(lambda: live.bundle.version == "1")
    promote(store, "toy/2")
    eventually(lambda: live.bundle.version == "2")
    roll_back(store)
    eventually(lambda: live.bundle.version == "1")


def test_a_hangup_reloads_at_once(store: ModelStore, eventually: Eventually) -> None:
    before = signal.getsignal(signal.SIGHUP)
    slow = LiveScorer(store, poll_seconds=3600)
    try:
        assert slow.reload_on_hangup()
        slow.watch()
        promote(store, "toy/1")
        os.kill(os.getpid(), signal.SIGHUP)
        eventually(lambda: slow.bundle.version == "1")
    finally:
        slow.stop()
        signal.signal(signal.SIGHUP, before)


def test_signals_are_left_alone_off_the_main_thread(live: LiveScorer) -> None:
    before = signal.getsignal(signal.SIGHUP)
    taken: list[bool] = []
    thread = threading.Thread(target=lambda: taken.append(live.reload_on_hangup()))
    thread.start()
    thread.join()
    assert taken == [False]
    assert signal.getsignal(signal.SIGHUP) is before


@pytest.mark.parametrize("damage", ["weights", "gone", "digest", "pointer"])
def test_a_bad_candidate_changes_nothing(
    live: LiveScorer, store: ModelStore, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    promote(store, "toy/1")
    live.reload()
    promote(store, "toy/2")
    weights = store.place("toy/2") / "weights.npz"
    if damage == "weights":
        weights.chmod(0o644)
        weights.write_bytes(weights.read_bytes()[:-1] + b"\1")
    elif damage == "gone":
        weights.unlink()
    elif damage == "digest":
        write_pointer(store.pointer_path, Pointer(Choice("toy/2", "0" * 64)))
    else:
        store.pointer_path.write_text("{")
    assert not live.reload()
    assert live.bundle.version == "1"
    assert live.problem
    assert "model not changed" in caplog.text
    promote_again = Pointer(store.open("toy/1").choice)
    write_pointer(store.pointer_path, promote_again)
    live.reload()
    assert not live.problem


def test_the_thread_outlives_a_candidate_that_breaks(
    live: LiveScorer, store: ModelStore, eventually: Eventually, monkeypatch: pytest.MonkeyPatch
) -> None:
    live.watch()
    with monkeypatch.context() as broken:
        broken.setattr(Scorer, "from_folder", lambda _: 1 / 0)
        promote(store, "toy/1")
        eventually(lambda: "ZeroDivisionError" in live.problem)
    promote(store, "toy/2")
    eventually(lambda: live.bundle.version == "2")
    assert not live.problem


def test_a_start_with_a_damaged_model_takes_the_one_before(store: ModelStore) -> None:
    promote(store, "toy/1")
    promote(store, "toy/2")
    (store.place("toy/2") / "weights.npz").unlink()
    started = LiveScorer(store)
    assert started.bundle.version == "1"
    assert "toy" in started.problem
    (store.place("toy/1") / "weights.npz").unlink()
    assert LiveScorer(store).bundle.digest == store.open(SHIPPED).bundle.digest
