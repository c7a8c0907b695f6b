"""What was learned is told in words: no name of a column or reason code reaches a moderator."""

from __future__ import annotations

import re

import pytest

from commentguard import Comment
from commentguard.feedback.footprint import names
from commentguard.scoring.scorer import Scorer
from commentguard.verdict import Code
from commentguard.web.learned_words import said

RAW = re.compile(r"[a-z]_[a-z]|^[a-z_]+\.[a-z_]+$")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("link.author_url", "an address in the author's field"),
        ("newer_signal.some_column", "some column (newer signal)"),
        ('"free quotes"', "the words “free quotes”"),
        ('"quotes"', "the word “quotes”"),
        ("offer under posts about bread…", "offers something for sale, under posts about “bread…”"),
        ("wording alone under post 'Rye'", "wording like an advert's, under the post Rye"),
        ("post 'Rye'", "any advert under the post Rye"),
        ("contact …632960148", "the number …632960148"),
        ("contact roofs.example", "a link to roofs.example"),
        ("author e-mail ann@reader.example", "author e-mail ann@reader.example"),
    ],
)
def test_a_name_in_words(name: str, words: str) -> None:
    assert said(name) == words


def test_no_column_and_no_code_is_shown_raw(scorer: Scorer) -> None:
    for column in scorer.encoder.columns:
        assert not RAW.search(said(column)), column
    for code in Code:
        assert not RAW.search(said(f"{code.value} under posts about bread…"))


def test_every_name_of_a_real_comment_is_said(scorer: Scorer) -> None:
    advert = Comment(
        text="Best roofs in Leeds, call 01632 960 148, http://roofs.example/a_b for a free quote!",
        author="Roofers Leeds", author_url="https://roofs.example", post_title="Small ads",
    )  # fmt: skip
    encoded = scorer.encoder.encode([advert])
    for name in names(encoded, scorer.encoder, 0).values():
        assert said(name)
        if not name.startswith('"'):
            assert not RAW.search(said(name).replace("a_b", ""))
