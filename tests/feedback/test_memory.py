"""Let through once, let through again; nothing may be added, and a later word counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentguard.feedback.memory import Said, Trace, recalled

MINE = Trace(1, b"abcd", frozenset({7}), frozenset({"mine.example/"}), 10, 20)
NEAR = replace(MINE, exact=2, signature=b"abcx")


def alike(one: bytes, other: bytes) -> bool:
    return bool(one) and one[:3] == other[:3]


@pytest.mark.parametrize("trace", [MINE, NEAR, replace(NEAR, contacts=frozenset())])
def test_the_same_is_let_through_again(trace: Trace) -> None:
    said = Said(1, MINE, True)
    assert recalled(trace, [said], alike) == said


@pytest.mark.parametrize(
    "change",
    [
        {"contacts": frozenset({7, 8})},
        {"addresses": frozenset({"mine.example/", "shop.example/"})},
        {"author": 11, "network": 21},
        {"author": None, "network": None},
        {"exact": 3, "signature": b"other"},
        {"exact": 3, "signature": b""},
    ],
)
def test_what_adds_something_or_comes_from_elsewhere_is_not(change: dict[str, object]) -> None:
    changed = replace(NEAR, **change)  # type: ignore[arg-type]
    assert recalled(changed, [Said(1, MINE, True)], alike) is None


@pytest.mark.parametrize("change", [{"author": 11}, {"network": 21}])
def test_one_of_mail_and_network_suffices(change: dict[str, int]) -> None:
    assert recalled(replace(NEAR, **change), [Said(1, MINE, True)], alike)  # type: ignore[arg-type]


def test_until_a_later_spam_decision() -> None:
    published = Said(1, MINE, True)
    spam = Said(2, replace(NEAR, author=99, network=99), False)
    again = Said(3, MINE, True)
    assert recalled(MINE, [published, spam], alike) is None
    assert recalled(MINE, [again, published, spam], alike) == again


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=6), st.randoms())
def test_the_order_in_which_the_log_is_read_does_not_matter(
    words: list[tuple[int, bool]], random: object
) -> None:
    log = [
        Said(number, replace(MINE, contacts=frozenset(range(extra))), published)
        for number, (extra, published) in enumerate(words)
    ]
    shuffled = list(log)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert recalled(MINE, shuffled, alike) == recalled(MINE, log, alike)
