"""Split files: committed, listed, recomputable, and refused for another edition of a corpus."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from tests.training.own import training_half

from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.training.corpora import OWN, SOURCES, Row, read_public
from commentguard.training.split_files import (
    PROTOCOLS,
    SUMS,
    Protocol,
    digest_of,
    read_split,
    render,
    write_splits,
)
from commentguard.training.splits import first_share

ROOT = Path(__file__).parents[2]
SPLITS = ROOT / "data" / "splits"


def some_rows() -> list[Row]:
    texts = [f"comment {n}" for n in range(10)]
    return [Row(Comment(text=t), n % 2 == 0, None, "x", n, t) for n, t in enumerate(texts)]


def test_every_protocol_has_its_file_and_every_file_its_sum() -> None:
    listed = dict(line.split("  ")[::-1] for line in (SPLITS / SUMS).read_text().splitlines())
    assert set(listed) == {f"{name}.json" for name in PROTOCOLS}
    for name, digest in listed.items():
        assert hashlib.sha256((SPLITS / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("name", PROTOCOLS)
def test_a_file_holds_numbers_only(name: str) -> None:
    for fold in json.loads((SPLITS / f"{name}.json").read_text())["folds"]:
        assert set(fold) <= {"name", "train", "test"}
        assert all(type(n) is int for n in (*fold.get("train", ()), *fold["test"]))


@pytest.mark.parametrize("name", [n for n, p in PROTOCOLS.items() if p.corpus != OWN])
def test_the_file_is_what_the_rule_gives_for_public_corpora(name: str, corpora: Path) -> None:
    protocol = PROTOCOLS[name]
    rows = read_public(next(s for s in SOURCES if s.folder == protocol.corpus), corpora)
    path = SPLITS / f"{name}.json"
    assert path.read_text() == render(protocol, rows)
    assert read_split(path, rows) == protocol.cut(rows)


def test_the_file_is_what_the_rule_gives_for_our_own() -> None:
    rows = training_half()
    expected = render(PROTOCOLS["own_calibration"], rows)
    assert (SPLITS / "own_calibration.json").read_text() == expected, "run: commentguard data split"


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    rows = some_rows()
    written = write_splits(tmp_path, {"sms_spam_collection": rows})
    assert [path.stem for path in written] == ["sms_first_30", "sms_grouped"]
    assert read_split(written[0], rows) == first_share(rows)


def test_another_edition_and_a_changed_file_are_refused(tmp_path: Path) -> None:
    rows = some_rows()
    path = write_splits(tmp_path, {"sms_spam_collection": rows})[0]
    with pytest.raises(DataError, match="another edition"):
        read_split(path, rows[::-1])
    path.write_text(path.read_text().replace('"rows": 10', '"rows": 11'))
    with pytest.raises(DataError, match="not the file listed"):
        read_split(path, rows)
    with pytest.raises(DataError, match="cannot read"):
        read_split(tmp_path / "missing.json", rows)


def test_the_digest_sees_labels_texts_and_order() -> None:
    rows = some_rows()
    flipped = [Row(r.comment, not r.unwanted, None, "x", r.number, r.group) for r in rows]
    assert len({digest_of(rows), digest_of(flipped), digest_of(rows[::-1]), digest_of([])}) == 4


def test_train_is_left_out_where_it_is_the_rest() -> None:
    body = json.loads(render(Protocol("x", "rule", first_share), some_rows()))
    assert "train" not in body["folds"][0]
    assert body["rows"] == 10
