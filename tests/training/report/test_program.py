"""A whole report on made-up corpora: complete, honest about gaps, the same twice."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.training.bench import made_up, records, write_records

from commentguard.comment import Comment
from commentguard.scoring.bundle import load
from commentguard.scoring.scorer import Scorer
from commentguard.scoring.shipped import default_model
from commentguard.training.contestants import baselines, of_bundle
from commentguard.training.report.page import page
from commentguard.training.report.program import Programme, Ran, run
from commentguard.training.report.targets import TARGETS, UNMEASURED
from commentguard.training.report.texts import _entry, texts
from commentguard.training.report.versus import prose, versus
from commentguard.training.report.write import read_again, rendered, rounded, write_report
from commentguard.training.tracks.bench import Bench


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    return _run(tmp_path_factory.mktemp("report"), Scorer(load(default_model())))


def _run(folder: Path, scorer: Scorer) -> Ran:
    write_records(folder / "promo_dev.jsonl", records(4))
    nbsvm, rules = baselines()[1:]
    wanted = frozenset(
        {"tubespam_pooled", "tubespam_left_out", "telegram_grouped", "outside_ham", "promo_dev"}
        | {"own_test"}
    )
    programme = Programme((folder / "promo_dev.jsonl",), None, folder / "none", wanted)
    # The subject is a baseline where it must be fitted anew: a test has no minutes to spend.
    model = of_bundle(scorer.bundle)
    model.learner, model.train = nbsvm.learner, nbsvm.train
    return run([model, rules], made_up(folder), programme)


def test_every_wanted_track_is_there_or_named_as_missing(ran: Ran) -> None:
    tracks = ran.report["tracks"]
    assert {"tubespam_pooled", "outside_ham", "promo_dev", "promo_dev_attacked"} <= set(tracks)
    assert {one["track"] for one in ran.report["left_out"]} == {"telegram_grouped", "own_test"}
    for told in tracks.values():
        assert "model" in told["contestants"]
    assert tracks["promo_dev"]["development"]


def test_every_track_says_what_the_model_adds(ran: Ran) -> None:
    for name in ran.outcomes:
        assert set(ran.report["tracks"][name]["against"]) == {"baseline:rules"}


def test_the_target_table_is_whole_and_a_closed_half_is_not_measured(ran: Ran) -> None:
    rows = ran.report["targets"]
    assert len(rows) == len(TARGETS)
    own = [row for row in rows if row["track"].startswith("own test half")]
    assert len(own) >= 8
    assert {row["state"] for row in own} == {UNMEASURED}
    assert {row["state"] for row in rows} > {UNMEASURED}
    for row in rows:
        assert (row["value"] is None) == (row["state"] == UNMEASURED)


def test_a_second_run_is_the_same_to_the_byte(ran: Ran, scorer: Scorer, tmp_path: Path) -> None:
    again = _run(tmp_path, scorer)
    assert rendered(ran.report) == rendered(again.report)
    assert page(rounded(ran.report)) == page(rounded(again.report))


def test_a_report_that_is_read_back_is_written_the_same(ran: Ran, tmp_path: Path) -> None:
    write_report(ran, tmp_path)
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    read_again(tmp_path, made_up(tmp_path / "corpora"), {})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == first


class Reader(HTMLParser):
    """Notes what a page would fetch or run, and whether its tags close."""

    def __init__(self) -> None:
        super().__init__()
        self.reached: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.reached += [value or "" for key, value in attrs if key in {"src", "href", "action"}]
        if tag in {"script", "link", "iframe", "img", "object"}:
            self.reached.append(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag, attrs


def test_the_page_needs_nothing_else_and_closes_what_it_opens(ran: Ran) -> None:
    reader = Reader()
    written = page(rounded(ran.report))
    reader.feed(written)
    assert reader.reached == []
    assert reader.open == []
    assert "prefers-color-scheme:dark" in written
    assert "url(" not in written
    assert "NaN" not in written
    assert written.count("<svg") >= 5


def test_what_a_note_quotes_is_code_on_the_page(ran: Ran) -> None:
    noted = {**rounded(ran.report), "notes": ["Rows of `data/<b>` are ours, a lone ` is one."]}
    assert "Rows of <code>data/&lt;b&gt;</code> are ours, a lone ` is one." in page(noted)


def test_no_text_of_a_comment_is_in_what_may_be_published(ran: Ran, tmp_path: Path) -> None:
    write_report(ran, tmp_path / "out", tmp_path / "build")
    public = [path.read_text("utf-8") for path in sorted((tmp_path / "out").iterdir())]
    wrong = [
        part.pool.rows[k].comment.text
        for one in ran.outcomes.values()
        for part in one["model"].parts
        for k, held in zip(part.at, part.held, strict=True)
        if held != part.pool.unwanted[k]
    ]
    assert wrong
    for text in set(wrong):
        assert not any(text in written for written in public)
    private = (tmp_path / "build" / "report.html").read_text("utf-8")
    assert any(text in private for text in wrong)
    assert json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))["format"] == 2
    assert ran.report["model"]["digest"] in (tmp_path / "out" / "MODEL_CARD.md").read_text("utf-8")


def test_texts_are_escaped(ran: Ran) -> None:
    outcomes = {name: found["model"] for name, found in ran.outcomes.items()}
    assert "<article>" in "".join(texts(outcomes))
    hostile = "<script>alert(1)</script>"
    row = next(iter(outcomes.values())).parts[0].pool.rows[0]
    comment = Comment(text=f"Call us now, {hostile}", author=hostile, post_title=hostile)
    for verdict in (None, Scorer.from_folder(default_model()).score(comment)):
        written = _entry(replace(row, comment=comment), 1.0, verdict)
        assert "<script" not in written
        assert written.count("&lt;script&gt;") == 3


def test_a_comparison_reads_as_prose(ran: Ran) -> None:
    told = rounded(versus(ran, "baseline:rules", "model"))
    written = prose(told)
    assert written.startswith("# model against baseline:rules")
    for one in told["tracks"].values():
        assert one["won"] + one["tied"] + one["lost"] == len(one["folds"])
        assert one["title"] in written
    assert told["tracks"]["tubespam_pooled"]["fitted_anew"]
    assert not told["tracks"]["promo_dev"]["fitted_anew"]


def test_a_figure_that_is_no_number_never_gets_out() -> None:
    with pytest.raises(ValueError, match="not a number"):
        rendered({"x": float("nan")})
    assert rounded({"a": (1 / 3, 2)}) == {"a": [0.333333, 2]}


def test_a_folder_without_comments_leaves_out_what_needs_them(
    scorer: Scorer, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    bench = Bench(None, tmp_path / "empty")
    told = run([of_bundle(scorer.bundle)], bench, Programme(judgements=tmp_path / "none")).report
    why = {one["track"]: one["why"] for one in told["left_out"]}
    assert why["own_folds"] == "0 posts to train on, 5 are needed"
    assert "too few comments" in why["prequential"]
    assert told["tracks"] == {}
    assert str(tmp_path) not in rendered(told)
