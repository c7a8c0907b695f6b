"""A text that shows nothing is blank, however many characters it has; a picture or a link is not."""

from __future__ import annotations

import pytest
from tests.steps import steps

from commentguard.text.blank import is_blank
from commentguard.text.intake import CAP


@pytest.mark.parametrize(
    "text",
    [
        "", " \n\t", "\u200b\u200b", "\u2060\ufeff", "\u00ad", "\u3164", "\u2800 \u2800", "\x00", "\ufe0f",
        "&nbsp;", "&#8203;&shy;", "<p></p>", "<p>&nbsp;</p>\n<br />", "<!-- x -->", "[b][/b]", "<img>",
    ],
)  # fmt: skip
def test_what_shows_nothing(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize(
    "text",
    [
        ".", "👍", "👍\ufe0f", "0", "ok", "好", "\u200bx", "&amp;", "&lt;p&gt;", "<", "<3", "<b>x</b>", "a < b",
        '<img src="/cat.png">', '<a href="pills.example"></a>', "<a href='https://pills.example'></a>",
        "[url=pills.example][/url]", "[img]//a.example/x.png[/img]", '<video src="https://pills.example"></video>',
        "https://pills.example", "\ufffd", "\u0301", "\U0010ffff",
    ],
)  # fmt: skip
def test_what_shows_something(text: str) -> None:
    assert not is_blank(text)


def test_what_is_not_read_to_its_middle_may_hold_anything() -> None:
    assert not is_blank("<p></p>" * CAP)
    assert is_blank("\u200b" * CAP)


@pytest.mark.parametrize("sign", ["<", "&", "[", "\u200b", "<p>", "<!--"])
def test_twice_the_text_is_twice_the_work(sign: str) -> None:
    """What patterns do within one step is what bench/linear.py watches."""
    assert steps(lambda: is_blank(sign * 4_000)) < 2.15 * steps(lambda: is_blank(sign * 2_000))
