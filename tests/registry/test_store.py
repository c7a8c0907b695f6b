"""The store: written once, found by name or digest, never left half written."""

from __future__ import annotations

from pathlib import Path

import pytest

from commentguard.errors import ModelError
from commentguard.registry.home import usual_home
from commentguard.registry.pointer import Choice
from commentguard.registry.store import SHIPPED, ModelStore
from commentguard.testing.registry import measured_copy as saved


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "home")


def test_an_empty_store_answers_with_the_shipped_model(store: ModelStore) -> None:
    assert store.references() == [SHIPPED]
    assert store.current().reference == SHIPPED
    assert store.pointer() is None
    assert not store.folder.exists()


def test_a_model_is_added_with_its_report_and_found(store: ModelStore, tmp_path: Path) -> None:
    bundle = saved(tmp_path / "new", "1", 0.5)
    stored = store.add(tmp_path / "new")
    assert stored.reference == "toy/1"
    assert (stored.folder / "report.json").is_file()
    for wanted in ("toy/1", bundle.digest, bundle.digest[:6]):
        assert store.find(wanted).folder == stored.folder
    assert store.references() == [SHIPPED, "toy/1"]


def test_files_of_the_store_are_read_only(store: ModelStore, tmp_path: Path) -> None:
    saved(tmp_path / "new", "1", 0.5)
    stored = store.add(tmp_path / "new")
    assert all(not path.stat().st_mode & 0o222 for path in stored.folder.iterdir())


def test_a_version_is_written_once(store: ModelStore, tmp_path: Path) -> None:
    saved(tmp_path / "one", "1", 0.5)
    saved(tmp_path / "two", "1", 0.7)
    first = store.add(tmp_path / "one")
    with pytest.raises(ModelError, match="never change"):
        store.add(tmp_path / "two")
    assert store.find("toy/1").bundle.digest == first.bundle.digest
    assert store.add(tmp_path / "two", version="2").reference == "toy/2"
    assert sorted(p.name for p in (store.folder / "toy").iterdir()) == ["1", "2"]


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("..", "1"),
        ("a/b", "1"),
        ("a", "../../x"),
        ("a", ".hidden"),
        ("shipped", "1"),
        ("a", "x" * 99),
    ],
)
def test_a_name_cannot_leave_the_store(
    store: ModelStore, tmp_path: Path, name: str, version: str
) -> None:
    saved(tmp_path / "new", "1", 0.5)
    with pytest.raises(ModelError):
        store.add(tmp_path / "new", name, version)
    assert not store.folder.exists()


@pytest.mark.parametrize("wanted", ["toy/9", "../..", "abcdef", "", "/etc"])
def test_what_is_not_there_is_said(store: ModelStore, wanted: str) -> None:
    with pytest.raises(ModelError, match="no model"):
        store.find(wanted)


def test_a_damaged_source_leaves_nothing_behind(store: ModelStore, tmp_path: Path) -> None:
    saved(tmp_path / "new", "1", 0.5)
    (tmp_path / "new" / "weights.npz").write_bytes(b"PK")
    with pytest.raises(ModelError):
        store.add(tmp_path / "new")
    assert not store.folder.exists()


def test_a_damaged_model_is_listed_and_not_opened(store: ModelStore, tmp_path: Path) -> None:
    saved(tmp_path / "new", "1", 0.5)
    stored = store.add(tmp_path / "new")
    (stored.folder / "bundle.json").chmod(0o644)
    (stored.folder / "bundle.json").write_text("{}")
    assert "toy/1" in store.references()
    assert [model.reference for model in store.models()] == [SHIPPED]


def test_a_choice_insists_on_its_digest(store: ModelStore, tmp_path: Path) -> None:
    saved(tmp_path / "new", "1", 0.5)
    stored = store.add(tmp_path / "new")
    assert store.chosen(stored.choice).folder == stored.folder
    with pytest.raises(ModelError, match="the pointer says"):
        store.chosen(Choice("toy/1", "0" * 64))


def test_the_usual_home_is_where_data_of_the_user_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert usual_home() == Path("/data/commentguard")
    monkeypatch.delenv("XDG_DATA_HOME")
    assert usual_home() == Path.home() / ".local" / "share" / "commentguard"
