"""One record: what is refused, by name."""

from __future__ import annotations

from typing import Any

import pytest

from commentguard.training.record_check import FIELDS, faults


def record(**changes: Any) -> dict[str, Any]:
    """A sound advert, with changes."""
    sound: dict[str, Any] = {
        "id": "a1", "lang": "en", "subject": "roofs", "split": "train", "era": 2015,
        "label": "promotional", "text": "Call us on 01632 960 148, see https://roofs.example/x.",
        "author": "Slate Leeds", "author_email": "", "author_url": "", "parent_text": "",
        "post_title": "Slates", "post_text": "On slates.", "post_tags": ["slate"],
        "reasons": ["phone_number", "business_author"],
        "evidence": {"phone_number": ["01632 960 148"]}, "pair_of": "", "hard": False, "note": "",
    }  # fmt: skip
    return {**sound, **changes}


def test_a_sound_record_has_no_faults() -> None:
    assert list(faults(record())) == []
    assert list(faults(record(label="ham", reasons=[], evidence={}))) == []


@pytest.mark.parametrize("name", FIELDS)
def test_a_missing_field_is_named(name: str) -> None:
    broken = record()
    del broken[name]
    (problem,) = faults(broken)
    assert problem.rule == "fields"
    assert name in problem.message


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"era": True}, "era"),
        ({"era": 1999}, "era 1999"),
        ({"reasons": [["offer"]]}, "of another type: reasons"),
        ({"evidence": {"phone_number": 5}}, "of another type: evidence"),
        ({"evidence": {"phone_number": [5]}}, "of another type: evidence"),
        ({"text": " "}, "empty"),
        ({"split": "dev"}, "split"),
        ({"post_text": ""}, "post needs"),
        ({"label": "eggs"}, "label"),
        ({"label": "ham"}, "ham has no reasons"),
        ({"reasons": [], "evidence": {}}, "at least one"),
        ({"reasons": ["phone_number", "loud"]}, "unknown reasons"),
        ({"reasons": ["phone_number", "offer"]}, "evidence for"),
        ({"evidence": {"phone_number": ["01632 960 149"]}}, "not in the text"),
        ({"evidence": {"phone_number": []}}, "not in the text"),
        ({"author_url": "https://www.slates.com/"}, "somebody may own slates.com"),
        ({"author_url": "http://notexample.com"}, "somebody may own"),
        ({"author_url": "https://evil.gov.example.io"}, "somebody may own"),
    ],
)
def test_what_is_wrong_is_said(changes: dict[str, Any], said: str) -> None:
    assert any(said in problem.message for problem in faults(record(**changes)))


@pytest.mark.parametrize(
    "url",
    ["https://a.b.test", "http://x.invalid/y", "https://en.wikipedia.org/wiki", "www.bmi.gov.uk"],
)
def test_reserved_names_and_public_bodies_pass(url: str) -> None:
    assert list(faults(record(author_url=url))) == []
