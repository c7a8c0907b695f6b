"""A host has one spelling, whatever its owner or a spammer types."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentguard.service.host_names import in_ascii, in_letters


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("Reader.Example", "reader.example"),
        ("MÜLLER.example", "xn--mller-kva.example"),
        ("mu\u0308ller.example", "xn--mller-kva.example"),
        ("xn--mller-kva.example", "xn--mller-kva.example"),
        ("пример.рф", "xn--e1afmkfd.xn--p1ai"),
        # By the rules of 2003 this would be fass.example, which is somebody else's.
        ("faß.example", "xn--fa-hia.example"),
        ("раураl.com", "xn--l-7sba6dbr.com"),
    ],
)
def test_one_spelling(written: str, host: str) -> None:
    assert in_ascii(written) == host


def test_back_in_letters() -> None:
    assert in_letters("xn--mller-kva.example") == "müller.example"
    assert in_letters("xn--\x80.example") == "xn--\x80.example"
    # Decodes to plain ASCII, so it is not the spelling that the network uses.
    assert in_letters("xn--abc-.example") == "xn--abc-.example"


@given(st.text(max_size=60))
def test_any_text_has_a_spelling_and_keeps_it(text: str) -> None:
    once = in_ascii(text)
    assert in_ascii(once) == once
    assert isinstance(in_letters(once), str)
