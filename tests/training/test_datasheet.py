"""Generated parts of a datasheet: replaced between their marks, nothing else touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from commentguard.errors import DataError
from commentguard.training.datasheet import replace_section


def test_only_what_stands_between_the_marks_changes(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text("a\n<!-- style -->\nold\n<!-- /style -->\nb\n")
    for content in ("new\nlines\n", "", "again\n"):
        replace_section(path, "style", content)
        assert path.read_text() == f"a\n<!-- style -->\n{content}<!-- /style -->\nb\n"


@pytest.mark.parametrize(
    "text",
    [
        "a\n",
        "<!-- style -->\n",
        "<!-- /style -->\n<!-- style -->\n",
        "<!-- style -->\n<!-- style -->\n<!-- /style -->\n",
    ],
)
def test_a_datasheet_without_marks_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "README.md"
    path.write_text(text)
    with pytest.raises(DataError, match="style"):
        replace_section(path, "style", "new\n")
    assert path.read_text() == text
