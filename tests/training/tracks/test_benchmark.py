"""Benchmark tracks: fixed folds, fitted inside, duplicates counted and taken out."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from tests.training.rows import corpus

from commentguard.errors import DataError
from commentguard.training.baselines.nbsvm import NbSvm
from commentguard.training.corpora import SOURCES, read_public
from commentguard.training.split_files import PROTOCOLS, write_splits
from commentguard.training.splits import VIDEOS
from commentguard.training.tracks import (
    sms_first,
    sms_grouped,
    telegram,
    tubespam_left_out,
    tubespam_own_video,
    tubespam_pooled,
)
from commentguard.training.tracks.bench import Bench

ROOT = Path(__file__).parents[3]
TRACKS = [
    module.TRACK
    for module in (
        tubespam_own_video,
        tubespam_pooled,
        tubespam_left_out,
        sms_first,
        sms_grouped,
        telegram,
    )
]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A made-up TubeSpam of five videos, each with one copy of a training comment in its test."""
    folder = tmp_path / "youtube_tubespam"
    folder.mkdir()
    with (folder / "data.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["text", "label", "group"])
        for video in VIDEOS:
            texts = [(f"{row.comment.text} {video}", row.unwanted) for row in corpus(groups=4)]
            ham = [text for text, unwanted in texts if not unwanted]
            texts[-5 if not texts[-5][1] else -1] = (f"  {ham[0].upper()}\ufeff", False)
            table.writerows((text, int(unwanted), video) for text, unwanted in texts)
    rows = read_public(next(s for s in SOURCES if s.folder == "youtube_tubespam"), tmp_path)
    write_splits(tmp_path / "splits", {"youtube_tubespam": rows})
    return Bench(tmp_path, splits=tmp_path / "splits", cache_folder=tmp_path / "cache")


def test_every_video_is_a_slice_and_the_mean_is_theirs(bench: Bench) -> None:
    outcome = tubespam_own_video.TRACK.run(NbSvm(), bench)
    told = tubespam_own_video.TRACK.figures(outcome)
    assert list(told["parts"]) == list(VIDEOS.values())
    values = [one["mcc"] for one in told["parts"].values()]
    assert told["mean_mcc"] == pytest.approx(sum(values) / 5)
    assert told["n"] == sum(one["n"] for one in told["parts"].values())
    json.dumps(told)


def test_copies_of_training_comments_are_counted_and_left_out(bench: Bench) -> None:
    for track in (tubespam_own_video.TRACK, tubespam_pooled.TRACK):
        told = track.figures(track.run(NbSvm(), bench))
        assert told["duplicates_of_training"] == 5
        assert told["without_duplicates"]["n"] == told["n"] - 5


def test_a_left_out_video_is_not_fitted(bench: Bench) -> None:
    outcome = tubespam_left_out.TRACK.run(NbSvm(), bench)
    for part in outcome.parts:
        assert len({part.pool.rows[k].group for k in part.at}) == 1
        assert part.probability is not None
        assert ((part.probability > 0) & (part.probability < 1)).all()


def test_the_same_run_gives_the_same_figures(bench: Bench) -> None:
    track = tubespam_pooled.TRACK
    first, again = (track.figures(track.run(NbSvm(), bench)) for _ in range(2))
    assert json.dumps(first, sort_keys=True) == json.dumps(again, sort_keys=True)


@pytest.mark.parametrize("track", TRACKS, ids=lambda one: one.name)
def test_a_track_names_a_split_of_its_corpus_that_is_checked_in(track: object) -> None:
    assert isinstance(track, type(tubespam_pooled.TRACK))
    assert PROTOCOLS[track.split].corpus == track.corpus
    assert (ROOT / "data" / "splits" / f"{track.split}.json").is_file()


def test_missing_corpora_are_said_and_not_guessed(tmp_path: Path) -> None:
    bench = Bench(None)
    assert not bench.has("youtube_tubespam")
    with pytest.raises(DataError, match="COMMENTGUARD_DATA"):
        bench.pool("youtube_tubespam")


def test_the_published_rows_of_tubespam(corpora: Path) -> None:
    """The rules alone, which nothing is chosen for: a figure that no library version moves."""
    from commentguard.training.baselines.rules import Rules

    bench = Bench(corpora, splits=ROOT / "data" / "splits")
    told = tubespam_pooled.TRACK.figures(tubespam_pooled.TRACK.run(Rules(), bench))
    assert told["n"] == 591
    assert {name: one["n"] for name, one in told["parts"].items()} == {
        "Psy": 106, "KatyPerry": 106, "LMFAO": 132, "Eminem": 135, "Shakira": 112,
    }  # fmt: skip
    assert told["blocked"] <= 0.015
