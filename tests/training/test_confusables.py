"""The table of look-alikes is what its source makes of it."""

from __future__ import annotations

import hashlib
from importlib.resources import files

from commentguard.training.confusables import BY_EYE, compile_table

# What `make confusables` wrote last; another digest is another model.
DIGEST = "166eaa5ccc1f3177ffc5eb9fdd40a5734ba60f6237aa74b32566c76e9d5f6600"


def test_the_committed_table_is_the_one_that_was_reviewed() -> None:
    body = files("commentguard.text").joinpath("confusables.txt").read_bytes()
    assert hashlib.sha256(body).hexdigest() == DIGEST
    assert b"UTS #39" in body
    assert b"Unicode License v3" in body


def test_plain_letters_come_before_marked_ones_and_those_before_names() -> None:
    table = compile_table({"ъ": ["ƀ", "b\u0335"], "ҩ": ["q"], "ӄ": ["ҝ", "ƙ"]})
    rows = dict(line.split("\t") for line in table.splitlines())
    assert "ъ" in rows["b"]
    assert "ҩ" in rows["q"]
    assert "ӄ" in rows["k"]


def test_a_capital_speaks_only_where_its_small_letter_does_not() -> None:
    table = compile_table({"Ҩ": ["o"], "ҩ": ["q"], "Ӻ": ["f"]})
    rows = dict(line.split("\t") for line in table.splitlines())
    assert "ҩ" in rows["q"]
    assert "ҩ" not in rows["o"]
    assert "ӻ" in rows["f"]


def test_what_is_no_single_letter_of_a_word_is_left_out() -> None:
    table = compile_table(
        {"ㅇ": ["o"], "س": ["w"], "∪": ["U"], "rn": ["m"], "٥": ["o"], "𝐚": ["a"]}
    )
    told = "".join(line.split("\t")[1] for line in table.splitlines())
    assert set(told) == set(BY_EYE)
