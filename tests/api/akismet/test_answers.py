"""The bodies, byte for byte, and the headers that clients stumble over."""

from __future__ import annotations

import pytest
from starlette.responses import Response

from commentguard.api.akismet import answers

ERRORS = [
    answers.invalid(explain=True),
    answers.invalid(explain=False),
    answers.missing("user_ip"),
    answers.refusal("The body is not JSON", "unreadable"),
    answers.failure(503, "Storage does not answer", "unavailable", "2"),
]


def test_verdicts() -> None:
    spam, ham = answers.verdict(True, "a1"), answers.verdict(False, "a2", discard=True)
    assert (spam.body, ham.body) == (b"true", b"false")
    assert spam.headers["x-akismet-guid"] == "a1"
    assert "x-akismet-pro-tip" not in spam.headers
    assert "x-akismet-pro-tip" not in ham.headers
    discarded = answers.verdict(True, "a3", discard=True)
    assert discarded.headers["x-akismet-pro-tip"] == "discard"
    for answer in (spam, ham, discarded):
        assert not {"x-akismet-debug-help", "x-akismet-alert-code"} & set(answer.headers)


@pytest.mark.parametrize("answer", ERRORS)
def test_no_error_can_be_read_as_a_verdict(answer: Response) -> None:
    text = bytes(answer.body).lower()
    assert b"true" not in text
    assert b"false" not in text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


def test_a_missing_field_is_named_as_akismet_names_it() -> None:
    answer = answers.missing("user_ip")
    assert answer.status_code == 200
    assert answer.body == b"Missing required field: user_ip."
    assert answer.headers["x-akismet-debug-help"] == 'Empty "user_ip" value'


def test_an_invalid_key_is_explained_to_a_check_and_not_to_a_verification() -> None:
    assert "x-akismet-debug-help" in answers.invalid(explain=True).headers
    assert "x-akismet-debug-help" not in answers.invalid(explain=False).headers


def test_a_verdict_is_never_written_as_a_word() -> None:
    with pytest.raises(AssertionError):
        answers.word(b"true")
