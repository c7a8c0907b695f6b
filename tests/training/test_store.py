from __future__ import annotations

from pathlib import Path

import joblib
import pytest

from commentguard.comment import Comment
from commentguard.training.store import Store


def test_what_is_kept_is_what_was_encoded(tmp_path: Path) -> None:
    comments = [Comment("Call us on 0161 496 0123"), Comment("Thanks, that helped.")]
    fresh = Store().chunks(comments)
    first, again = Store(tmp_path).chunks(comments), Store(tmp_path).chunks(comments)
    for chunks in (first, again):
        assert [chunk.dense.tolist() for chunk in chunks] == [
            chunk.dense.tolist() for chunk in fresh
        ]
    assert len(list(tmp_path.iterdir())) == 1


def test_a_run_may_write_what_another_is_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    comments = [Comment("Thanks, that helped.")]
    dump = joblib.dump

    def overtaken(chunks: object, draft: Path) -> None:
        dump(chunks, draft)
        monkeypatch.setattr(joblib, "dump", dump)
        monkeypatch.setattr("os.getpid", lambda: -1)
        Store(tmp_path).chunks(comments)

    monkeypatch.setattr(joblib, "dump", overtaken)
    Store(tmp_path).chunks(comments)
    assert [path.suffix for path in tmp_path.iterdir()] == [".joblib"]


@pytest.mark.parametrize("damage", ["cut", "emptied", "overwritten", "of others"])
def test_a_damaged_file_is_encoded_and_written_anew(tmp_path: Path, damage: str) -> None:
    comments = [Comment("Thanks, that helped."), Comment("Call us on 0161 496 0123")]
    (fresh,) = Store(tmp_path).chunks(comments)
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    if damage == "of others":
        joblib.dump(Store().chunks(comments[:1]), path)
    else:
        broken = {"cut": whole[:-40], "emptied": b"", "overwritten": b"\0" * len(whole)}
        path.write_bytes(broken[damage])
    (again,) = Store(tmp_path).chunks(comments)
    assert again.dense.tolist() == fresh.dense.tolist()
    assert [len(chunk.dense) for chunk in joblib.load(path)] == [2]
