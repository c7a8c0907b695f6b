"""Requests that unmodified clients made to another server, as recorded on the wire.

Headers, raw bodies and answers come from a test server with the key `KEY`; times and addresses
are those of the recording.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "captures"
KEY = "abcdef012345"


@dataclass(frozen=True)
class Call:
    """One recorded request and what that server answered."""

    source: str
    number: int
    method: str
    path: str
    query: str
    headers: list[tuple[str, str]]
    body: bytes
    form: list[tuple[str, str]]
    answer: str

    def __str__(self) -> str:
        return f"{self.source}:{self.number}"

    def header(self, name: str) -> str:
        return next((v for n, v in self.headers if n.lower() == name), "")

    def field(self, name: str) -> str:
        return next((v for n, v in self.form if n == name), "")


def _call(source: str, number: int, row: dict[str, Any]) -> Call:
    path, _, query = row["path"].partition("?")
    return Call(
        source, number, row["method"], path, query,
        [(name, value) for name, value in row["headers"]],
        row["body"].encode(), [(name, value) for name, value in row["form"]], row["answer"],
    )  # fmt: skip


def recordings() -> dict[str, list[Call]]:
    """Every recording by client, in the order in which the calls were made."""
    return {
        path.stem: [
            _call(path.stem, number, json.loads(line))
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        ]
        for path in sorted(FOLDER.glob("*.jsonl"))
    }


CALLS = [call for calls in recordings().values() for call in calls]
