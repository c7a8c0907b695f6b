"""A printed command is the one that works where this one was started."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from commentguard.cli.again import again


@pytest.fixture
def program(tmp_path: Path) -> Path:
    program = tmp_path / "an env" / "bin" / "commentguard"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return program


def test_by_its_path_where_the_name_is_not_found(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [str(program), "serve"])
    monkeypatch.setenv("PATH", "/nowhere")
    assert again("key create local") == f"'{program}' key create local"
    monkeypatch.setenv("PATH", str(program.parent))
    assert again("key create local") == "commentguard key create local"
    monkeypatch.chdir(program.parent.parent)
    monkeypatch.setattr(sys, "argv", ["bin/commentguard"])
    assert again("key create local") == "commentguard key create local"
    monkeypatch.setenv("PATH", "/nowhere")
    assert again("key create local") == "bin/commentguard key create local"
    monkeypatch.setattr(sys, "argv", ["/usr/bin/pytest"])
    assert again("key create local") == "commentguard key create local"


def test_on_the_same_data_and_without_a_password() -> None:
    said = again(
        "key create x",
        home=Path("/a b"),
        database_url="postgresql://u:secret@h/d",
        config=Path("c.toml"),
    )
    assert said == "commentguard key create x --home '/a b' --database-url … --config c.toml"
