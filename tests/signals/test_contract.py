"""The rules every signal keeps, checked on every signal."""

from __future__ import annotations

import pkgutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import commentguard.signals
from commentguard.comment import Comment
from commentguard.evidence import Signal
from commentguard.signals import SIGNALS
from commentguard.testing.signals import check_signal
from commentguard.verdict import Code

every_signal = pytest.mark.parametrize("signal", SIGNALS, ids=lambda s: s.name)

HOSTILE = [
    "1 " * 8000,
    "one " * 4000,
    "a,b," * 4000,
    "(" * 16000,
    "+1-" * 5000,
    "www." * 4000,
    "a@b." * 4000,
    "\u200b" * 5000,
    "<a href=" * 2000,
    "Leeds, York, " * 1200,
    "\ud800 \x00 \ufffe",
    "\u202eevil\u202c",
]

PIECES = st.sampled_from(
    [
        "call us now", "01632 960 148", "Leeds", "York", "serving", "www.shop.example", "\n", ", ",
        "labels:", "roof repair", "great post", "a@b.example", "[url=http://x.test]", "[/url]",
        "zero seven", "ｃａｌｌ", "v1agra", "c a l l", "\u200b", "free quote", "my clinic", "?", "!",
        '"', "unbeatable", "sub 4 sub", "loan offer", "#tag", "&amp;", "<b>", "перезвоните", "£45",
    ]
)  # fmt: skip


@every_signal
@given(text=st.text(max_size=300))
@settings(max_examples=30, deadline=None)
def test_keeps_the_contract_on_any_text(signal: Signal, text: str) -> None:
    check_signal(signal, Comment(text=text, author=text[:20]))


@every_signal
@given(pieces=st.lists(PIECES, max_size=25), author=PIECES, title=PIECES)
@settings(max_examples=60, deadline=None)
def test_keeps_the_contract_on_adverts(
    signal: Signal, pieces: list[str], author: str, title: str
) -> None:
    comment = Comment(text=" ".join(pieces), author=author, post_title=title, author_url=author)
    check_signal(signal, comment)


@every_signal
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_survives_hostile_text(signal: Signal, text: str) -> None:
    check_signal(signal, Comment(text=text, author=text, post_title=text, parent_text=text))


def test_every_module_is_listed() -> None:
    modules = {m.name for m in pkgutil.iter_modules(commentguard.signals.__path__)}
    assert modules == {signal.__class__.__module__.rpartition(".")[2] for signal in SIGNALS}


def test_names_and_columns_are_unique() -> None:
    names = [f"{s.name}.{c.name}" for s in SIGNALS for c in s.columns]
    assert len(names) == len(set(names))


def test_every_code_has_a_signal() -> None:
    assert {c.code for s in SIGNALS for c in s.columns} - {None} == set(Code)


def test_coded_columns_argue_one_way() -> None:
    assert all(c.sign == 1 for s in SIGNALS for c in s.columns if c.code)
