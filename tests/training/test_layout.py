"""The layout: what many rows have in common is told once."""

from __future__ import annotations

from typing import Any

from commentguard.training.layout import check_layout, contradicted


def _records(*changes: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    good = {"label": "ham", "text": "hello", "split": "train"}
    return [(f"mine.jsonl:{line}", {**good, **change}) for line, change in enumerate(changes, 1)]


def test_a_field_that_every_row_lacks_is_told_once() -> None:
    told = check_layout(
        _records({}, {"split": None}, {"split": "dev"}, {"split": None, "era": "x"})
    )
    assert [str(one).removeprefix("layout: mine.jsonl:") for one in told] == [
        "2: split: None is neither 'train' nor 'test', and in 1 more",
        "3: split: 'dev' is neither 'train' nor 'test'",
        "4: era: must be a year",
    ]


def test_one_text_with_two_labels_is_told_with_both_lines() -> None:
    told = contradicted(
        _records(
            {"text": "Call  01632 960140"},
            {"text": "other"},
            {"text": "call 01632 960999", "label": "spam"},
            {"text": "other"},
        )
    )
    assert told == (
        "1 texts are labelled in more than one way, digits masked:"
        " ham in mine.jsonl:1 and spam in mine.jsonl:3"
    )
    assert contradicted(_records({}, {}, {"text": 7, "label": "spam"})) == ""


def test_of_many_contradictions_the_first_are_shown() -> None:
    pairs = [
        {"text": f"text {'x' * k}", "label": label} for k in range(9) for label in ("ham", "spam")
    ]
    told = contradicted(_records(*pairs))
    assert told.startswith("9 texts are")
    assert told.count("spam in") == 5
