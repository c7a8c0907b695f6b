"""Backup and restore: every row, across databases, or nothing at all."""

from __future__ import annotations

import asyncio
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.service import lists
from commentguard.service.correct import Corrected, correct
from commentguard.service.entries import Kind
from commentguard.service.guard import Guard
from commentguard.service.lists import ALLOW, DENY
from commentguard.service.receive import Received, receive
from commentguard.storage import people
from commentguard.storage.archive import backup, made_at, restore
from commentguard.storage.engine import connect
from commentguard.storage.migrate import revision, upgrade
from commentguard.storage.people import User
from commentguard.storage.schema import metadata
from commentguard.verdict import Label


def rows(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    with engine.connect() as connection:
        return {
            table.name: [
                tuple(row)
                for row in connection.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in metadata.sorted_tables
        }


@pytest.fixture
def full(guard: Guard, tmp_path: Path) -> tuple[Guard, Path]:
    site = guard.directory.sites["blog"]
    for text in (
        "Call us on 01632 960 148 for a free quote in Leeds, today only.",
        "Nice. \0 é 🎉",
    ):
        comment = Comment(text=text, author_email="a@b.example", post_title="T", permalink="p")
        received = asyncio.run(receive(guard, site, comment))
        assert isinstance(received, Received)
        asyncio.run(correct(guard, site, received.id, Label.SPAM, actor="mod"))
    with guard.store.transaction() as connection:
        for which in (ALLOW, DENY):
            lists.add(
                connection, which, guard.secret, "blog", Kind.IP, "203.0.113.0/24", 7, "mod", "them"
            )
    path = tmp_path / "backup.zip"
    backup(guard.store.engine, path, "2026-01-01T00:00:00Z", "a mark")
    return guard, path


def test_every_row_comes_back_in_another_database(
    full: tuple[Guard, Path], tmp_path: Path, database_url: str
) -> None:
    guard, path = full
    engine = connect(f"sqlite:///{tmp_path / 'restored.db'}")
    counts, mark = restore(engine, path)
    assert mark == "a mark"
    assert counts["comments"] == 2
    assert (counts["allowed"], counts["denied"]) == (1, 1)
    assert rows(engine) == rows(guard.store.engine)
    again = tmp_path / "again.zip"
    backup(engine, again, "2026-01-01T00:00:00Z", mark)
    with zipfile.ZipFile(path) as one, zipfile.ZipFile(again) as two:
        assert one.read("manifest.json") == two.read("manifest.json")
    engine.dispose()


def test_numbering_goes_on_after_a_restore(full: tuple[Guard, Path], tmp_path: Path) -> None:
    """Into the same kind of database, emptied: the next correction gets a new number."""
    guard, path = full
    with guard.store.transaction() as connection:
        metadata.drop_all(connection)
        connection.exec_driver_sql("DROP TABLE alembic_version")
    restore(guard.store.engine, path)
    with guard.store.engine.connect() as connection:
        held = connection.scalar(select(metadata.tables["comments"].c.id))
    assert held is not None
    done = asyncio.run(correct(guard, guard.directory.sites["blog"], held, Label.HAM, actor="mod"))
    assert isinstance(done, Corrected)
    assert done.changed
    with guard.store.transaction() as connection:
        listed = {
            one.id for which in (ALLOW, DENY) for one in which.rows.of_site(connection, "blog")
        }
        number = lists.add(connection, DENY, guard.secret, "blog", Kind.PHRASE, "word", 8, "mod")
    assert len(listed) == 2
    assert number not in listed


def test_the_file_is_private_and_whole(full: tuple[Guard, Path]) -> None:
    _, path = full
    assert path.stat().st_mode & 0o077 == 0
    assert [p.name for p in path.parent.glob(".*.part")] == []


def test_a_backup_takes_the_place_of_a_backup_and_of_nothing_else(
    full: tuple[Guard, Path], tmp_path: Path
) -> None:
    guard, path = full
    assert made_at(path) == "2026-01-01T00:00:00Z"
    assert made_at(tmp_path / "absent.zip") is None
    backup(guard.store.engine, path, "2026-01-02T00:00:00Z")
    assert made_at(path) == "2026-01-02T00:00:00Z"
    (tmp_path / "letter.txt").write_text("Dear Ann")
    for taken in ("letter.txt", "."):
        with pytest.raises(DataError, match="is no backup"):
            backup(guard.store.engine, tmp_path / taken, "")
    assert (tmp_path / "letter.txt").read_text() == "Dear Ann"
    with pytest.raises(DataError, match=r"absent/x\.zip cannot be written: No such file"):
        backup(guard.store.engine, tmp_path / "absent" / "x.zip", "")


def test_a_database_in_use_is_not_overwritten(full: tuple[Guard, Path]) -> None:
    guard, path = full
    before = rows(guard.store.engine)
    with pytest.raises(DataError, match="not empty"):
        restore(guard.store.engine, path)
    assert rows(guard.store.engine) == before


def test_an_account_alone_is_something(full: tuple[Guard, Path], tmp_path: Path) -> None:
    """As `user add` makes one: the person of the backup may have the same name, or another."""
    _, path = full
    engine = connect(f"sqlite:///{tmp_path / 'new.db'}")
    upgrade(engine)
    with engine.begin() as connection:
        people.add(connection, User("u1", "mira", "", 7))
    before = rows(engine)
    with pytest.raises(DataError, match=r"not empty \(there is something in users\)"):
        restore(engine, path)
    assert rows(engine) == before


def one_wrong_byte(path: Path, member: str) -> None:
    """Make the packed content of one member what no unpacker can read."""
    with zipfile.ZipFile(path) as archive:
        begins = archive.getinfo(member).header_offset
    content = bytearray(path.read_bytes())
    name, extra = struct.unpack_from("<HH", content, begins + 26)
    content[begins + 30 + name + extra] = 0xFF
    path.write_bytes(content)


@pytest.mark.parametrize("member", ["manifest.json", "facts.jsonl"])
def test_one_wrong_byte_is_told_in_words(tmp_path: Path, member: str) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'x.db'}")
    upgrade(engine)
    path = tmp_path / "backup.zip"
    backup(engine, path, "2026-01-01T00:00:00Z")
    one_wrong_byte(path, member)
    damaged = path.read_bytes()
    with pytest.raises(DataError, match="is not a backup, or is damaged"):
        restore(engine, path)
    if member == "manifest.json":
        with pytest.raises(DataError, match="is no backup, or a damaged one, and stays as it is"):
            backup(engine, path, "")
        assert path.read_bytes() == damaged
    engine.dispose()


def test_a_damaged_file_changes_nothing(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'x.db'}")
    good = connect(f"sqlite:///{tmp_path / 'good.db'}")
    upgrade(good)
    path = tmp_path / "backup.zip"
    backup(good, path, "")
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for name in members:
        damaged = tmp_path / "damaged.zip"
        with zipfile.ZipFile(damaged, "w") as archive:
            for member, content in members.items():
                archive.writestr(member, content + b"{}" if member == name else content)
        with pytest.raises(DataError):
            restore(engine, damaged)
    for content in (b"", b"PK", b"no zip at all"):
        damaged.write_bytes(content)
        with pytest.raises(DataError, match="damaged"):
            restore(engine, damaged)
    with pytest.raises(DataError, match="cannot be read: No such file"):
        restore(engine, tmp_path / "absent.zip")
    with engine.connect() as connection:
        assert revision(connection) is None
    engine.dispose()
    good.dispose()
