"""What a database cannot hold is replaced, sign by sign, so that spans stay where they are."""

from __future__ import annotations

import pytest

from commentguard.storage.comments import storable


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\0b", "a\ufffdb"),
        ("é\0\ud83d!", "é\ufffd\ufffd!"),
        ("\udfff\ud800", "\ufffd\ufffd"),
        ("ends \U0001f600 – so", "ends \U0001f600 – so"),
        ("\ud7ff\ue000", "\ud7ff\ue000"),
    ],
)
def test_unstorable_signs_become_one_sign_each(text: str, kept: str) -> None:
    assert storable(text) == kept
