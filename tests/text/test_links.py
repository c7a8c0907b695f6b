"""Suffixes of hosts in other scripts: encoded as the standard library encodes them."""

from __future__ import annotations

from commentguard.text.links import _suffix_lines


def test_suffixes_in_other_scripts_are_encoded_as_idna() -> None:
    lines = list(_suffix_lines())
    told = [line.split()[0].lower() for line in lines if line and not line.isascii()]
    assert len(told) > 100
    for name in told:
        bare = name.lstrip("!")
        assert name[: len(name) - len(bare)] + bare.encode("idna").decode("ascii") in lines
