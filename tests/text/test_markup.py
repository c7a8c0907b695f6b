"""HTML, BBCode and entities to what a reader sees."""

from __future__ import annotations

import pytest

from commentguard.text.markup import strip


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("<b>bold</b> move", "bold move"),
        ("a<br/>b", "a\nb"),
        ("&amp;lt;", "&lt;"),
        ("[b]x[/b] [i]y[/i]", "x y"),
        ("if a<b and c>d", "if a<b and c>d"),
        ("[1] see note", "[1] see note"),
        ("x <-- y", "x <-- y"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("caf&eacute;", "café"),
        ("AT&T & co", "AT&T & co"),
    ],
)
def test_strips(source: str, seen: str) -> None:
    assert strip(source).text == seen


def test_anchors_keep_their_place() -> None:
    source = "see <a href='http://x.example/a'>this</a>"
    (anchor,) = strip(source).anchors
    assert source[anchor.start : anchor.end] == anchor.url == "http://x.example/a"
