"""Twice the text is twice the work, whatever of it stands beside what else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.steps import steps

from commentguard.comment import Comment
from commentguard.signals import SIGNALS
from commentguard.text.document import Document

PIECES: dict[str, Callable[[int], str]] = {
    "hand": lambda _: "👉 ",
    "address": lambda k: f"a{k}.io ",
    "number": lambda k: f"01632 96{k:04d} ",
    "order": lambda k: f"order no. {100_000 + k} ",
    "quotation": lambda _: '"buy our best offer now" ',
    "call": lambda _: "call us now ",
    "contact": lambda _: "contact ",
    "accompanied": lambda k: f"contact a{k}.io ",
    "superlative": lambda _: "the best ",
    "place": lambda _: "In Leeds. ",
}


@pytest.mark.parametrize(
    "kinds",
    [
        ("hand", "address"), ("address", "address"), ("contact", "address"),
        ("superlative", "address"), ("place", "address"), ("number", "address"),
        ("quotation", "address"), ("quotation", "call"), ("accompanied", "call"), ("order", "address"),
    ],
    ids="-".join,
)  # fmt: skip
def test_a_text_of_twice_the_length_takes_twice_the_steps(kinds: tuple[str, str]) -> None:
    one, two = (PIECES[kind] for kind in kinds)

    def read(count: int) -> None:
        said = "".join([*map(one, range(count)), _OWN, *map(two, range(count))])
        document = Document(Comment(text=said))
        for signal in SIGNALS:
            signal.read(document)

    # What is remembered between comments is filled before anything is counted.
    read(160)
    assert steps(lambda: read(160)) < 2.15 * steps(lambda: read(80))


# A quotation is one where something is said beside it.
_OWN = "and what do you all think about what they wrote to me.\n"
