"""The rules of the house, checked on the house."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "src" / "commentguard").rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.stem)
def test_a_module_says_what_it_is_and_stays_short(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.lstrip().startswith('"""')
    assert len(text.splitlines()) <= 300


def test_no_module_is_called_after_nothing() -> None:
    vague = {"utils", "util", "helpers", "misc", "common", "manager", "handler"}
    assert not {path.stem for path in MODULES} & vague


def test_every_signal_has_its_test() -> None:
    tested = "".join(p.read_text("utf-8") for p in (ROOT / "tests" / "signals").glob("test_*.py"))
    for path in (ROOT / "src" / "commentguard" / "signals").glob("[a-z]*.py"):
        assert f"signals.{path.stem} import" in tested, path.stem


def test_tests_mirror_the_source() -> None:
    packages = {p.name for p in (ROOT / "src" / "commentguard").iterdir() if p.is_dir()}
    packages |= {"integrations", "clients"}
    for folder in (ROOT / "tests").iterdir():
        if folder.is_dir() and not folder.name.startswith("__"):
            # The browser tests drive the whole product from outside; deploy/ is shipped beside it.
            assert folder.name in packages | {"browser", "deploy"}, folder.name


def test_no_test_asserts_how_long_something_took() -> None:
    """A neighbour would fail it. Waiting for something until an end is no such thing."""
    taken = re.compile(r"\b(?:perf_counter|process_time)\(|\bmonotonic\(\) -")
    for path in (ROOT / "tests").rglob("*.py"):
        assert not taken.search(path.read_text("utf-8")), path.name


@pytest.mark.parametrize("name", [path.name for path in ROOT.glob("*.lock")])
def test_locks_are_pinned_by_hash_and_name_no_registry(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text
    assert "index-url" not in text
    packages = [line for line in text.splitlines() if re.match(r"^[a-z0-9].*==", line)]
    assert packages
    assert text.count("--hash=sha256:") >= len(packages)


def test_no_machine_path_is_committed() -> None:
    try:
        listed = subprocess.run(
            ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    pattern = re.compile(r"/(?:work|root|home/[a-z]+)/|\.pyenv")
    for name in listed.splitlines():
        path = ROOT / name
        if path.suffix in {".gz", ".npz", ".png"} or path == Path(__file__) or not path.is_file():
            continue
        text = path.read_text("utf-8")
        if path.parent.name == "blog_comments":
            # An invented reader's example of a folder; the text that a model was fitted to stays as it is.
            text = text.replace("/home/you/", "")
        assert not pattern.search(text), name


def test_the_gazetteer_is_small_and_says_where_it_is_from() -> None:
    import gzip

    packed = (ROOT / "src" / "commentguard" / "text" / "gazetteer.txt.gz").read_bytes()
    assert len(packed) < 1_000_000
    assert "CC BY 4.0" in gzip.decompress(packed)[:200].decode()


def test_the_graph_of_phrases_is_that_of_the_lexicons() -> None:
    from commentguard.text.lexicon import DRAWN, digest

    kept = ROOT / "src" / "commentguard" / "text" / "lexicons" / DRAWN
    with np.load(kept) as drawn:
        assert drawn["digest"].tobytes() == digest(), "run `make lexicons`"
