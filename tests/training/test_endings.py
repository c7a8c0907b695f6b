"""Half of our addresses get the endings of real ones, evidence with them, and nothing else moves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.training.own import training_half

from commentguard.training.corpora import own_records
from commentguard.training.endings import as_written, varied

OWN = Path(__file__).parents[2] / "data" / "blog_comments"


def post(title: str, text: str, lang: str = "en", **fields: Any) -> dict[str, Any]:
    return {"lang": lang, "post_title": title, "text": text, **fields}


def moved() -> str:
    """A title under which addresses get another ending."""
    return next(
        t for t in map(str, range(50)) if varied(post(t, "a.example"))["text"] != "a.example"
    )


def kept() -> str:
    return next(
        t for t in map(str, range(50)) if varied(post(t, "a.example"))["text"] == "a.example"
    )


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("See https://slates.example/a and mail ann@slates.example.", "https://slates."),
        ("www.slates.EXAMPLE", "www.slates."),
        ("slates.example.com is ours", "slates."),
        ("write to joan (at) slates dot example", "joan (at) slates dot "),
        ("slates (dot) example", "slates (dot) "),
        ("schiefer (punkt) example", "(punkt) "),
        ("slates.test and slates.invalid", "slates."),
    ],
)
def test_a_reserved_ending_is_moved(text: str, left: str) -> None:
    found = varied(post(moved(), text))["text"]
    assert left in found
    for reserved in ("example", "test", "invalid", "EXAMPLE"):
        assert reserved not in found


@pytest.mark.parametrize(
    "text",
    [
        "For example, see table 3.", "A test. Invalid too.", "e.g. an example", "Ellipsis...example",
        "wikipedia.org/wiki/Example", "See https://nhs.uk/test", "test.py and example.py",
        "No dot. Example of what? Dotted examples.", "anecdotexample",
    ],
)  # fmt: skip
def test_other_text_is_left_alone(text: str) -> None:
    assert varied(post(moved(), text))["text"] == text


def test_one_ending_a_post_and_evidence_stays_part_of_the_text() -> None:
    record = post(
        moved(), "Visit a.example or b.test", author_url="https://a.example", label="promotional",
        parent_text="asks for a.example", evidence={"link_promo": ["a.example", "b.test"]},
    )  # fmt: skip
    found = varied(record)
    ending = found["author_url"].removeprefix("https://a.")
    assert found["text"] == f"Visit a.{ending} or b.{ending}"
    assert found["parent_text"] == f"asks for a.{ending}"
    assert found["evidence"] == {"link_promo": [f"a.{ending}", f"b.{ending}"]}
    assert found["label"] == "promotional"
    assert varied(record) == found


def test_the_other_posts_stay_as_they_are() -> None:
    record = post(kept(), "Visit a.example", evidence={})
    assert varied(record) == record


def test_what_is_as_written_can_be_told_from_the_post() -> None:
    for row, record in zip(training_half()[::7], own_records(OWN)[::7], strict=True):
        if as_written(row.comment.lang, row.comment.post_title):
            assert row.comment.text == record["text"]


def test_our_training_half_has_both_and_its_evidence() -> None:
    written, read = own_records(OWN)[::7], training_half()[::7]
    reserved = [".example" in record["text"] for record in written]
    still = [".example" in row.comment.text for row in read]
    assert 0.4 < sum(still) / sum(reserved) < 0.6
    assert all(quote in row.comment.text for row in read for quote in row.evidence)
    assert [record["label"] for record in written] == [str(row.label) for row in read]
