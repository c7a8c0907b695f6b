"""The audit log says in words who did what, and of settings only what changed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import commentguard.service
from commentguard.web.audit_words import KINDS, change, done, reason


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ({}, ""),
        ({"before": "held", "after": "rejected"}, "waiting → rejected"),
        ({"before": {}, "after": {"hold": 0.915}}, "hold above: none → 91.5 %"),
        (
            {"before": {"rate": 0.005, "days": 7}, "after": {"rate": 0.005, "days": 10}},
            "days without a report: 7 → 10",
        ),
        ({"before": None, "after": {"allow_promotional": True}}, "let adverts stand: none → yes"),
        ({"before": {"hold": 0.5}, "after": {"hold": 0.5}}, "as before"),
        ({"before": 0.97, "after": 0.98}, "97 % → 98 %"),
        ({"before": "", "after": "viewer"}, "none → viewer"),
        ({"before": "<b>", "after": ["x"]}, "<b> → ['x']"),
    ],
)
def test_a_change_in_words(detail: dict[str, Any], words: str) -> None:
    assert change(detail) == words


@pytest.mark.parametrize(
    ("detail", "note", "words"),
    [
        ({}, "", ""),
        ({"why": "known"}, "", "a reader we know"),
        ({"why": ""}, "They asked twice.", "They asked twice."),
        ({"why": "of a later version"}, "", ""),
        ({"why": ["x"]}, "", ""),
    ],
)
def test_a_reason_in_words(detail: dict[str, Any], note: str, words: str) -> None:
    assert reason(detail, note) == words


def test_everything_that_is_written_down_has_words() -> None:
    folder = Path(str(commentguard.service.__file__)).parent
    written = {
        name
        for path in folder.glob("*.py")
        for name in re.findall(r'"((?:site|user|key|budget)\.[a-z_.]+)"', path.read_text("utf-8"))
    }
    assert len(written) >= 12
    for name in written:
        assert "." not in done(name)
        assert any(name.startswith(kind) for kind in KINDS)
    assert done("comment.trash") == "put in the trash"
    assert done("some.new_thing") == "some: new thing"
