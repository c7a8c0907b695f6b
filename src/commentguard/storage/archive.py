"""Backup and restore: one file with every row, the same for both databases.

A zip of JSON lines with a digest for each table. It can be read in ten years without us, and moves a
server from SQLite to PostgreSQL.
"""

from __future__ import annotations

import base64
import hashlib
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection, Engine, LargeBinary, MetaData, Table, func, insert, select

from commentguard.errors import DataError, cause
from commentguard.storage.engine import is_sqlite
from commentguard.storage.migrate import revision, upgrade
from commentguard.storage.tables import metadata

_MANIFEST = "manifest.json"
# What a file that was cut, or has a wrong byte somewhere, is met with: by the packer, the unpacker and the manifest.
_DAMAGE = (
    AttributeError, EOFError, KeyError, NotImplementedError, RuntimeError, TypeError, ValueError, struct.error,
    zlib.error, zipfile.BadZipFile,
)  # fmt: skip
_CHUNK = 500


def made_at(path: Path) -> str | None:
    """When the backup at `path` was made, or `None` where nothing is. Raises `DataError` for anything else.

    A backup takes the place of an older one, and of nothing else: a mistyped name may be the database's.
    """
    if not os.path.lexists(path):
        return None
    try:
        with zipfile.ZipFile(path) as archive:
            return str(orjson.loads(archive.read(_MANIFEST))["made_at"])
    except (OSError, *_DAMAGE) as error:
        raise DataError(
            f"{path} is no backup, or a damaged one, and stays as it is: choose another name"
        ) from error


def backup(engine: Engine, path: Path, at: str, mark: str = "") -> dict[str, int]:
    """Write every row to `path`, as of one moment; the number of rows by table.

    The server goes on meanwhile. The file is complete or absent, readable by its owner only, and
    does not hold the server secret, but its `mark`. Raises `DataError` where something other than a backup
    lies there, or nothing can be written.
    """
    made_at(path)
    try:
        return _backup(engine, path, at, mark)
    except OSError as error:
        raise DataError(f"{path} cannot be written: {cause(error)}") from error


def _backup(engine: Engine, path: Path, at: str, mark: str) -> dict[str, int]:
    draft = path.with_name(f".{path.name}.part")
    isolation = {} if is_sqlite(engine) else {"isolation_level": "REPEATABLE READ"}
    tables: dict[str, dict[str, Any]] = {}
    try:
        with (
            os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file,
            engine.connect().execution_options(**isolation) as connection,
            connection.begin(),
        ):
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                for table in metadata.sorted_tables:
                    tables[str(table.name)] = _write(archive, connection, table)
                manifest = {
                    "made_at": at, "revision": revision(connection), "secret": mark, "tables": tables,
                }  # fmt: skip
                archive.writestr(_MANIFEST, orjson.dumps(manifest))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return {name: told["rows"] for name, told in tables.items()}


def restore(engine: Engine, path: Path) -> tuple[dict[str, int], str]:
    """Read a backup into an empty database; the number of rows by table, and the `mark` of its secret.

    An empty mark says nothing: backups from before there were marks have none.

    An older backup is loaded into the schema it was made from and then migrated. Raises
    `DataError`, having changed nothing, for a missing or damaged file and for a database that holds anything: an
    account that was made first would meet its own name in the backup, or stay beside the people of it.
    """
    try:
        archive = zipfile.ZipFile(path)
        manifest = orjson.loads(archive.read(_MANIFEST))
        tables: dict[str, dict[str, Any]] = manifest["tables"]
        for name, told in tables.items():
            if _digest(archive, name) != told["sha256"]:
                raise DataError(f"{path} is damaged: {name} does not match its digest")
        schema, mark = str(manifest["revision"]), str(manifest.get("secret", ""))
    except OSError as error:
        raise DataError(f"{path} cannot be read: {cause(error)}") from error
    except _DAMAGE as error:
        raise DataError(f"{path} is not a backup, or is damaged") from error
    with archive:
        with engine.connect() as connection:
            empty = revision(connection) is None
        if empty:
            upgrade(engine, schema)
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            if revision(connection) != schema:
                raise DataError(
                    f"the database is at {revision(connection)}, the backup at {schema}"
                )
            known = MetaData()
            known.reflect(connection)
            ours = [table for table in known.sorted_tables if table.name in tables]
            if held := [t.name for t in ours if connection.execute(select(t).limit(1)).first()]:
                raise DataError(
                    f"the database is not empty (there is something in {', '.join(held)}): restore into a new one"
                )
            for table in ours:
                _load(connection, table, archive)
        upgrade(engine)
    return {name: told["rows"] for name, told in tables.items()}, mark


def _write(archive: zipfile.ZipFile, connection: Connection, table: Table) -> dict[str, Any]:
    digest, count = hashlib.sha256(), 0
    rows = connection.execution_options(yield_per=_CHUNK).execute(
        select(table).order_by(*table.primary_key.columns)
    )
    with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as file:
        for row in rows.mappings():
            line = orjson.dumps({str(name): _plain(value) for name, value in row.items()}) + b"\n"
            digest.update(line)
            file.write(line)
            count += 1
    return {"rows": count, "sha256": digest.hexdigest()}


def _plain(value: Any) -> Any:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(f"{name}.jsonl") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _load(connection: Connection, table: Table, archive: zipfile.ZipFile) -> None:
    binary = {c.name for c in table.columns if isinstance(c.type, LargeBinary)}
    for chunk in _chunks(archive, table.name):
        for row in chunk:
            for name in binary & row.keys():
                row[name] = None if row[name] is None else base64.b64decode(row[name])
        connection.execute(insert(table), chunk)
    counted = table.primary_key.columns.get("id")
    if connection.dialect.name == "postgresql" and counted is not None and counted.autoincrement:
        highest = connection.scalar(select(func.max(counted)))
        if isinstance(highest, int):
            # Rows that brought their own numbers did not move the counter.
            connection.execute(
                select(func.setval(func.pg_get_serial_sequence(table.name, "id"), highest))
            )


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[list[dict[str, Any]]]:
    chunk: list[dict[str, Any]] = []
    with archive.open(f"{name}.jsonl") as file:
        for line in file:
            chunk.append(orjson.loads(line))
            if len(chunk) == _CHUNK:
                yield chunk
                chunk = []
    if chunk:
        yield chunk
