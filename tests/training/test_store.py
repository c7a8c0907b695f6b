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
