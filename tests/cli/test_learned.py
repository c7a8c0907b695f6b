"""`commentguard site learned, budget`: told as JSON, from what people decided."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from typer.testing import CliRunner

from commentguard import load
from commentguard.cli.main import app
from commentguard.comment import Comment
from commentguard.service.correct import correct
from commentguard.service.guard import Guard
from commentguard.service.learning import SiteLearning
from commentguard.service.receive import Received, receive
from commentguard.verdict import Label

ADVERT = Comment(
    text="Call us now on 01632 960 148 for a free quote. Serving Leeds and Bradford.",
    permalink="https://village.example/small-ads",
)


def run(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, list(arguments))
    assert done.exit_code == code, done.output
    return done.output


def test_what_a_site_learned_and_what_it_spent(tmp_path: Path) -> None:
    home = ["--home", str(tmp_path / "home")]
    run("site", "add", "village", *home)
    database = f"sqlite:///{tmp_path / 'home' / 'commentguard.db'}"
    assert (tmp_path / "home" / "commentguard.db").is_file()
    guard = Guard.open(tmp_path / "home", database, load())
    guard.learner, guard.patience = SiteLearning(guard), 30.0
    guard.refresh_now()
    site = guard.directory.sites["village"]
    received = asyncio.run(receive(guard, site, ADVERT))
    assert isinstance(received, Received)
    asyncio.run(correct(guard, site, received.id, Label.HAM, actor="ann"))
    guard.close()
    told = json.loads(run("site", "learned", "village", *home))
    assert (told["decisions"], told["publish"], told["hold"]) == (1, 1, 0)
    assert any("small-ads" in line["what"] and line["weight"] < 0 for line in told["lines"])
    spent = json.loads(run("site", "budget", "village", "--one-in", "100", *home))
    # A week must pass before anything counts.
    assert spent["counts"]["overturned"] == 0
    assert spent["missing_for_a_cut_off_of_its_own"] == 299
    assert spent["needed_for_a_cut_off_of_its_own"] == 299


def test_a_budget_is_kept_and_given_up(tmp_path: Path) -> None:
    home = ["--home", str(tmp_path / "home")]
    run("site", "add", "village", *home)
    words = ["--set", "rate=1/100", "--set", "days=14", "--set", "high=0.99"]
    told = json.loads(run("site", "budget", "village", *words, *home))
    assert told["budget"]["rate"] == 0.01
    assert (told["budget"]["days"], told["budget"]["high"]) == (14, 0.99)
    run("site", "budget", "village", "--set", "days=7", *home)
    told = json.loads(run("site", "budget", "village", *home))
    assert (told["budget"]["rate"], told["budget"]["days"]) == (0.01, 7)
    assert told["missing_for_a_cut_off_of_its_own"] == 299
    for bad in ("rate=2", "rate=x", "rate=1/0", "days=1.5", "high=nan", "speed=1", "rate"):
        run("site", "budget", "village", "--set", bad, *home, code=3)
    assert json.loads(run("site", "budget", "village", "--off", *home))["budget"] is None
    run("site", "budget", "village", "--off", *home, code=3)


def test_an_unknown_site_is_an_error_of_data(tmp_path: Path) -> None:
    home = ["--home", str(tmp_path / "home")]
    for command in ("learned", "budget"):
        run("site", command, "nowhere", *home, code=3)
