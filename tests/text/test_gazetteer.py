"""Names in a block of bytes: found exactly, never by half, never another's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from commentguard.text.gazetteer import Gazetteer, gazetteer

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\t\n\r\x0b\x0c\x1c\x1d\x1e\x85"), min_size=1, max_size=8)  # fmt: skip


@given(
    st.dictionaries(NAMES, st.sampled_from(["GB,538,-15", "ES,365,-46;AR,1,2", "X"]), max_size=30),
    NAMES,
)
def test_it_answers_like_a_dictionary(table: dict[str, str], other: str) -> None:
    book = Gazetteer("".join(f"{name}\t{record}\n" for name, record in table.items()).encode())
    for name, record in table.items():
        assert book.get(name) == record
        assert book.longest[name.partition(" ")[0]] >= min(name.count(" ") + 1, 4)
    assert book.get(other) == table.get(other)


def test_names_of_one_hash_are_told_apart() -> None:
    # Both have the CRC-32 0x4ddb0c25.
    book = Gazetteer(b"plumless\tone\nbuckeroo\ttwo\n")
    assert [book.get("plumless"), book.get("buckeroo"), book.get("nobody")] == ["one", "two", None]


def test_the_shipped_names_are_there() -> None:
    assert (gazetteer().get("leeds") or "").startswith("GB,538,-15")
    assert gazetteer().get("leed") is None
    assert gazetteer().longest["new"] == 4
