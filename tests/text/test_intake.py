"""The door: any bytes become bounded, safe text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentguard.text.intake import CAP, admit, decode, unread


@pytest.mark.parametrize(
    ("raw", "charset", "text"),
    [
        (b"caf\xc3\xa9", "utf-8", "café"),
        (b"caf\xe9", "iso-8859-1", "café"),
        (b"caf\xe9", "utf-8", "café"),
        (b"plain", "no-such-charset", "plain"),
        (b"\xff\xfe", "utf-8", "ÿþ"),
        (b"x", "hex", "x"),
    ],
)
def test_decodes_anything(raw: bytes, charset: str, text: str) -> None:
    assert decode(raw, charset) == text


def test_scrubs_what_breaks_readers() -> None:
    intake = admit("a\x00b\ud800c")
    assert intake.text == "ab\ufffdc"
    assert intake.offsets.span(1, 2).cut("a\x00b\ud800c") == "b"


@pytest.mark.parametrize("letter", ["a", "é", "😀", "\ud800"])
def test_keeps_head_and_tail_of_a_long_comment(letter: str) -> None:
    text = "HEAD " + letter * 40_000 + " TAIL"
    intake = admit(text)
    assert intake.truncated
    assert intake.text.startswith("HEAD")
    assert intake.text.endswith("TAIL")
    assert len(intake.text.encode("utf-8", "surrogatepass")) <= CAP + 8
    at = intake.text.index("TAIL")
    assert intake.offsets.span(at, at + 4).cut(text) == "TAIL"


def test_a_short_comment_is_untouched() -> None:
    assert admit("hello").text == "hello"
    assert not admit("x" * CAP).truncated


@given(st.text(alphabet="aé漢😀\0", max_size=40), st.integers(0, 1500))
def test_what_is_not_read_is_the_rest_of_what_is(part: str, times: int) -> None:
    text = f"{part}bcdefghijk" * times
    beyond, intake = unread(text), admit(text)
    assert (beyond is not None) == intake.truncated
    if beyond is not None:
        assert 0 < beyond.start < beyond.end < len(text)
        read = text[: beyond.start] + "\n" + text[beyond.end :]
        assert read.replace("\0", "") == intake.text
