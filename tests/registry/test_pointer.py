"""The pointer: whole or absent, never half."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from commentguard.errors import ModelError
from commentguard.registry.pointer import Choice, Pointer, read_pointer, write_pointer

ONE, TWO = Choice("toy/1", "1" * 64), Choice("toy/2", "2" * 64)


def test_it_reads_back_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "models" / "current.json"
    assert read_pointer(path) is None
    for pointer in (Pointer(ONE), Pointer(TWO, ONE, "2026-01-02T03:04:05+00:00")):
        write_pointer(path, pointer)
        assert read_pointer(path) == pointer
    assert [p.name for p in path.parent.iterdir()] == ["current.json"]


@pytest.mark.parametrize(
    "content",
    [
        "", "{", "[]", '{"current": null}', "null", '{"current": 3}',
        pytest.param("[" * 100_000, id="deep"),
    ],
)  # fmt: skip
def test_what_is_not_a_pointer_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "current.json"
    path.write_text(content)
    with pytest.raises(ModelError, match=r"not a model pointer: .* remove it, and the shipped"):
        read_pointer(path)


def test_a_reader_never_sees_half_a_pointer(tmp_path: Path) -> None:
    path = tmp_path / "current.json"
    write_pointer(path, Pointer(ONE))
    done = threading.Event()
    seen: set[str] = set()
    failures: list[Exception] = []

    def read() -> None:
        while not done.is_set():
            try:
                pointer = read_pointer(path)
            except ModelError as error:
                failures.append(error)
            else:
                seen.add(pointer.current.reference if pointer else "absent")

    reader = threading.Thread(target=read)
    reader.start()
    for turn in range(100):
        write_pointer(path, Pointer((ONE, TWO)[turn % 2]))
    done.set()
    reader.join()
    assert failures == []
    assert seen <= {"toy/1", "toy/2"}
