"""A model on disk: damaged, swapped or skewed, it is refused before use."""

from __future__ import annotations

import hashlib
import json
import math
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.full_disk import full_disk

from commentguard.comment import Comment
from commentguard.errors import ModelError, SkewError
from commentguard.evidence import Column, Reading
from commentguard.features.encoder import Encoder
from commentguard.scoring.again import ONCE
from commentguard.scoring.bundle import FILES, FORMAT, load, prove_bundle
from commentguard.scoring.scorer import Scorer
from commentguard.scoring.shipped import default_model
from commentguard.signals import SIGNALS
from commentguard.text import traces
from commentguard.text.document import Document
from commentguard.verdict import Code


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    shutil.copytree(default_model(), folder)
    return folder


def test_a_full_disk_leaves_the_bundle_that_was_there(copy: Path) -> None:
    before = {file.name: file.read_bytes() for file in copy.iterdir()}
    bundle = replace(load(copy, prove=False), version="later")
    with full_disk(1 << 16), pytest.raises(ModelError, match=r"cannot write .*: File too large"):
        bundle.save(copy)
    assert {file.name: file.read_bytes() for file in copy.iterdir()} == before
    assert bundle.save(copy).version == "later"
    assert {file.name for file in copy.iterdir()} == set(before)


def test_the_shipped_model_proves_itself() -> None:
    bundle = load(default_model())
    moved = {name for probe in bundle.probes for name in probe["columns"]}
    assert moved == set(bundle.columns), "a column that no probe moves is a hole in the lock"
    assert sum(f.stat().st_size for f in default_model().iterdir()) < 3_000_000


def test_saving_is_deterministic(tmp_path: Path) -> None:
    bundle = load(default_model())
    assert bundle.save(tmp_path / "a").digest == bundle.save(tmp_path / "b").digest


def test_saving_what_was_loaded_loses_nothing(tmp_path: Path) -> None:
    load(default_model()).save(tmp_path)
    assert (tmp_path / "bundle.json").read_bytes() == (default_model() / "bundle.json").read_bytes()
    # Not byte by byte: another machine's zlib compresses otherwise.
    with np.load(tmp_path / "weights.npz") as kept, np.load(default_model() / "weights.npz") as was:
        assert kept.files == was.files
        for name in was.files:
            assert kept[name].dtype == was[name].dtype
            assert kept[name].tobytes() == was[name].tobytes()


@pytest.mark.parametrize("name", ["bundle.json", "weights.npz", "SHA256SUMS"])
def test_a_missing_file_is_refused(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelError):
        load(copy)


@pytest.mark.parametrize("name", ["bundle.json", "weights.npz"])
@pytest.mark.parametrize("place", [0, 100, 5000, -1])
def test_a_flipped_bit_is_refused(copy: Path, name: str, place: int) -> None:
    data = bytearray((copy / name).read_bytes())
    data[place] ^= 1
    (copy / name).write_bytes(bytes(data))
    with pytest.raises(ModelError, match="SHA-256"):
        load(copy)


@pytest.mark.parametrize("fmt", [1, 2])
def test_older_models_are_read_and_have_no_trees(copy: Path, fmt: int) -> None:
    body = json.loads((copy / "bundle.json").read_text("utf-8"))
    with np.load(copy / "weights.npz") as arrays:
        kept = {name: arrays[name] for name in arrays if not name.startswith("tree_")}
    (copy / "bundle.json").write_text(json.dumps({**body, "format": fmt}), "utf-8")
    np.savez_compressed(copy / "weights.npz", allow_pickle=False, **kept)
    resum(copy)
    bundle = load(copy, prove=False)
    assert not bundle.trees
    assert bundle.again == ONCE
    assert any(bundle.sentences.weights) is (fmt == 2)
    assert Scorer(bundle).score(Comment(text="Thanks, that helped.")).together == 0.0


@pytest.mark.parametrize("fmt", [0, FORMAT + 1])
def test_a_format_that_nobody_knows_is_refused(copy: Path, fmt: int) -> None:
    body = json.loads((copy / "bundle.json").read_text("utf-8"))
    (copy / "bundle.json").write_text(json.dumps({**body, "format": fmt}), "utf-8")
    resum(copy)
    with pytest.raises(ModelError, match=f"format {fmt}"):
        load(copy)


def resum(folder: Path) -> None:
    sums = "".join(
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in FILES
    )
    (folder / "SHA256SUMS").write_text(sums)


def put(body: Any, path: str, value: object) -> None:
    """Put `value` at a path of the body."""
    *holders, last = (int(key) if key.isdigit() else key for key in path.split("."))
    for key in holders:
        body = body[key]
    body[last] = value


@pytest.mark.parametrize("prove", [True, False])
@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("unwanted.bias", math.nan), ("unwanted.bias", math.inf), ("unwanted.bias", "1"),
        ("unwanted.bias", 10**400), ("unwanted", [1]), ("kind.slope", math.inf),
        ("kind.intercept", math.nan), ("sentences.bias", math.nan), ("sentences.weights.last", -1),
        ("sentences.weights", [1]), ("segment_penalty", -1), ("segment_penalty", math.inf),
        ("segment_discount", 1.5), ("segment_discount", None), ("policy", []),
        ("policy.hold", "x"), ("policy.discard", math.nan), ("policy.allow_promotional", "x"),
        ("policy.stuffing_escalates", None), ("policy.eggs", 1), ("name", []), ("version", 1),
        ("claims", "x"), ("training", "x"), ("columns", "x"), ("columns.0", "shape.lines"),
        ("columns.0", 1), ("probes", {}), ("probes", [1]), ("probes", [{}]), ("probes", ["x"]),
        ("probes.0.comment", []), ("probes.0.comment.text", 1), ("probes.0.columns", []),
        ("probes.0.columns.x", "x"), ("probes.0.log_odds", None), ("probes.0.log_odds", math.nan),
    ],
)  # fmt: skip
def test_a_field_that_makes_no_sense_is_refused(
    copy: Path, path: str, value: object, prove: bool
) -> None:
    body = json.loads((copy / "bundle.json").read_text("utf-8"))
    put(body, path, value)
    (copy / "bundle.json").write_text(json.dumps(body), "utf-8")
    resum(copy)
    with pytest.raises(ModelError, match="malformed bundle"):
        load(copy, prove=prove)


@pytest.mark.parametrize("content", ["[]", "1", "[" * 100_000])
def test_a_body_that_is_none_is_refused(copy: Path, content: str) -> None:
    (copy / "bundle.json").write_text(content, "utf-8")
    resum(copy)
    with pytest.raises(ModelError, match="malformed bundle"):
        load(copy)


def test_what_is_no_number_agrees_with_no_probe() -> None:
    bundle = load(default_model())
    head = replace(bundle.unwanted, bias=math.nan)
    with pytest.raises(SkewError, match="log-odds were"):
        prove_bundle(replace(bundle, unwanted=head))


def test_a_pickle_is_never_opened(tmp_path: Path, copy: Path) -> None:
    np.savez(copy / "weights.npz", unwanted_dense=np.array([object()], dtype=object))
    resum(copy)
    with pytest.raises(ModelError):
        load(copy)


def test_a_link_out_of_the_folder_is_refused(copy: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.json"
    shutil.move(copy / "bundle.json", outside)
    (copy / "bundle.json").symlink_to(outside)
    with pytest.raises(ModelError):
        load(copy)


def test_another_feature_code_is_skew() -> None:
    bundle = load(default_model())
    probe = json.loads(json.dumps(bundle.probes[0]))
    probe["columns"]["shape.lines"] = 0.123
    with pytest.raises(SkewError, match=r"shape\.lines was 0\.123"):
        prove_bundle(replace(bundle, probes=(probe,)))


def test_a_column_that_is_gone_is_skew() -> None:
    bundle = load(default_model())
    with pytest.raises(SkewError, match="no longer computed"):
        prove_bundle(bundle, Encoder(SIGNALS[1:]))


class Shouts:
    """A detector that the model was not trained with."""

    name = "shouts"
    columns = (Column("loud", Code.GIBBERISH),)
    wakes = traces.EVERYTHING
    silent = Reading.nothing(1)

    def read(self, doc: Document) -> Reading:
        return Reading((1.0,), {}, (Code.GIBBERISH,)) if "LOUD" in doc.visible else Reading((0.0,))


def test_a_new_signal_is_shown_without_weight_and_moves_nothing() -> None:
    bundle = load(default_model())
    comment = Comment(text="this is LOUD")
    before = Scorer(bundle).score(comment)
    after = Scorer(bundle, Encoder((*SIGNALS, Shouts()))).score(comment)
    assert after.log_odds == pytest.approx(before.log_odds, abs=1e-9)


def test_a_folder_may_be_named_by_a_string(tmp_path: Path) -> None:
    digest = load(str(default_model())).save(str(tmp_path / "a")).digest
    assert load(str(tmp_path / "a"), prove=False).digest == digest
    assert Scorer.from_folder(str(tmp_path / "a")).bundle.digest == digest
