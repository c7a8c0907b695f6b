"""What is too long to be kept whole is read as the whole would be, and is the same text only end to end."""

from __future__ import annotations

from commentguard.service.fingerprints import read_in_part, same_throughout
from commentguard.service.shortened import LONGEST, left_out, shortened
from commentguard.text.intake import admit

_LONG = "A walk along the coast, in some words. é" * 6000


def test_what_fits_is_kept_as_it_is() -> None:
    for text in ("", "short", _LONG[:LONGEST]):
        assert shortened(text) == text
        assert left_out(text) == 0


def test_the_ends_are_kept_and_the_text_says_what_is_missing() -> None:
    kept = shortened(_LONG)
    assert LONGEST - 200 < len(kept) <= LONGEST
    assert left_out(kept) == len(_LONG) - (LONGEST - 200)
    assert read_in_part(kept)
    assert admit(kept).text == admit(_LONG).text
    assert admit(shortened("\ud800" + _LONG)).truncated


def test_one_letter_in_the_middle_makes_another_text() -> None:
    at = LONGEST - 20_000
    other = f"{_LONG[:at]}x{_LONG[at + 1 :]}"
    assert not same_throughout(shortened(_LONG), shortened(other))
    assert same_throughout(shortened(_LONG), shortened(_LONG))
