"""A promoted model answers without a restart, and no request is dropped on the way."""

from __future__ import annotations

import itertools
import json
import signal
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from commentguard.registry.pointer import Choice, Pointer, write_pointer
from commentguard.registry.promotion import promote
from commentguard.registry.store import ModelStore
from commentguard.server.config import Config
from commentguard.testing.process import Started, started
from commentguard.testing.registry import measured_copy
from commentguard.testing.serving import served

COMMENT = {"text": "Mine came out flat as well, then I bought a thermometer."}


def eventually(claim: Callable[[], bool]) -> None:
    """Wait until a claim holds, fifteen seconds at most."""
    end = time.monotonic() + 15
    while not claim():
        assert time.monotonic() < end, "it never came true"
        threading.Event().wait(0.05)


def stocked(home: Path) -> ModelStore:
    """A store in `home` that holds ``toy/1``, not promoted."""
    store = ModelStore(home)
    measured_copy(home / "made", "1", 1.0)
    store.add(home / "made")
    return store


def test_scores_name_the_promoted_model_and_the_journal_knows_it(tmp_path: Path) -> None:
    store = stocked(tmp_path)
    with served(Config(home=tmp_path, local_open=True)) as server:

        def verdict() -> Any:
            return server.client.post("/v1/score", json=COMMENT).json()

        before = verdict()
        promote(store, "toy/1")
        eventually(lambda: verdict()["model"]["name"] == "toy")
        after = verdict()
        assert after["log_odds"] == pytest.approx(before["log_odds"] + 1)
        assert server.client.get("/readyz").json()["model"]["name"] == "toy"
        metrics = server.client.get("/metrics").text
        assert 'commentguard_model{digest="' + before["model"]["digest"] in metrics

        def listed() -> set[str]:
            answer = server.client.get("/v1/models", headers=server.auth()).json()
            return {model["name"] for model in answer["models"]}

        eventually(lambda: listed() == {"default", "toy"})


def test_a_refused_model_is_told_and_the_one_before_answers(tmp_path: Path) -> None:
    store = stocked(tmp_path)
    with served(Config(home=tmp_path, local_open=True)) as server:
        write_pointer(store.pointer_path, Pointer(Choice("toy/1", "0" * 64)))
        eventually(lambda: server.client.get("/readyz").json()["promoted_model_refused"])
        ready = server.client.get("/readyz")
        assert (ready.status_code, ready.json()["status"]) == (200, "degraded")
        assert ready.json()["model"]["name"] == "default"


def test_a_model_named_in_the_settings_is_kept(tmp_path: Path) -> None:
    store = stocked(tmp_path)
    promote(store, "toy/1")
    shipped = store.place("shipped")
    with served(Config(home=tmp_path, local_open=True, model=shipped)) as server:
        assert server.client.get("/readyz").json()["model"]["name"] == "default"
        assert server.app.state.live is None


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Started]:
    """A server in a process of its own."""
    with started(tmp_path, "--local-open") as server:
        yield server
        assert server.stops()


def test_a_hangup_swaps_without_dropping_a_request(running: Started, tmp_path: Path) -> None:
    store = stocked(tmp_path)
    named: list[str] = []
    failed: list[OSError] = []
    done = threading.Event()

    def visit() -> None:
        body = json.dumps(COMMENT).encode()
        while not done.is_set():
            request = urllib.request.Request(
                running.url + "/v1/score", body, {"Content-Type": "application/json"}
            )
            try:
                named.append(json.load(urllib.request.urlopen(request))["model"]["name"])
            except OSError as error:
                failed.append(error)

    visitor = threading.Thread(target=visit)
    visitor.start()
    promote(store, "toy/1")
    running.process.send_signal(signal.SIGHUP)
    eventually(lambda: "toy" in named)
    done.set()
    visitor.join()
    assert failed == []
    assert set(named) == {"default", "toy"}
    # One change of name: once the new model answers, the old one never does again.
    assert sum(a != b for a, b in itertools.pairwise(named)) == 1
