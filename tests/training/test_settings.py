"""Settings from a file: what is written is used, what is mistyped is refused."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from commentguard.errors import DataError
from commentguard.training.fit import _provenance
from commentguard.training.settings import Settings


def written(folder: Path, content: object) -> Path:
    path = folder / "settings.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def test_what_is_not_named_is_as_it_is_today(tmp_path: Path) -> None:
    found = Settings.from_file(written(tmp_path, {"gram_penalty": 0.3, "augment": 0.5}), seed=7)
    assert found == Settings(gram_penalty=0.3, augment=0.5, seed=7)
    assert Settings.from_file(written(tmp_path, {"seed": 3}), seed=7).seed == 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"gram_penalti": 0.3}, "did you mean 'gram_penalty'"),
        ({"penalties": [1]}, "unknown setting"),
        ({"rate": "0.1"}, "rate must be a number"),
        ({"rate": True}, "rate must be a number"),
        ({"rate": -1}, "0 or more"),
        ({"rate": float("nan")}, "0 or more"),
        ('{"gram_penalty": 1e400}', "at most"),
        ({"own_rate": 7}, "a share, 0 to 1"),
        ({"discount": 1.5}, "a share, 0 to 1"),
        ({"rate": 0}, "between 0 and 1, and neither"),
        ({"confidence": 1}, "between 0 and 1, and neither"),
        ({"calibration_share": 1.0}, "between 0 and 1, and neither"),
        ({"seed": 1.5}, "seed must be a whole number"),
        ({"reread": 1.5}, "reread must be a whole number"),
        ({"reread": 33}, "reread must be at most 32"),
        ([], "not an object"),
        ("{", "cannot read"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, content: object, said: str) -> None:
    with pytest.raises(DataError, match=said):
        Settings.from_file(written(tmp_path, content))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot read"):
        Settings.from_file(tmp_path / "none.json")


def test_what_a_bundle_records_is_read_back_whole() -> None:
    every: dict[str, Any] = {
        field.name: (0.25, 2.0)
        if field.name == "penalties"
        else 3
        if field.name in ("seed", "reread")
        else 0.125
        for field in fields(Settings)
    }
    chosen = replace(Settings(), **every)
    assert (
        Settings.recorded(json.loads(json.dumps(_provenance([], 0, 0, chosen)["settings"])))
        == chosen
    )
    today = Settings()
    assert Settings.recorded({"reread": today.reread, "of another day": 1}) == today
    # Before there was such a setting no window was read again.
    assert Settings.recorded({"seed": 2}) == Settings(seed=2, reread=0)
