"""A call as a value, and the comment made of it."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from tests.api.akismet.recorded import CALLS, Call

from commentguard.api.akismet.fields import Fields, read
from commentguard.api.akismet.guaranteed import always_discarded, always_ham, always_spam
from commentguard.api.akismet.moments import utc
from commentguard.api.akismet.request import AkismetRequest, language


def request(**fields: str) -> AkismetRequest:
    return AkismetRequest.of(Fields(fields.items()))


@pytest.mark.parametrize(
    "call", [c for c in CALLS if "comment" in c.path or "submit" in c.path], ids=str
)
def test_a_recorded_call_becomes_its_comment(call: Call) -> None:
    made = AkismetRequest.of(read(call.body, call.header("content-type"), b""))
    comment = made.to_comment()
    assert made.missing() == ""
    assert comment.text == call.field("comment_content")
    assert comment.author == call.field("comment_author")
    assert comment.author_email == call.field("comment_author_email")
    assert comment.author_url == call.field("comment_author_url")
    assert comment.permalink == call.field("permalink")
    assert comment.site == call.field("blog")
    assert comment.author_ip == call.field("user_ip").removeprefix("::ffff:")
    assert made.is_test == (call.field("is_test") == "true")


def test_wordpress_sends_its_environment_and_none_of_it_is_kept() -> None:
    (call,) = [c for c in CALLS if str(c) == "wordpress-7.1-akismet-5.7.2:10"]
    named = [n for n, _ in call.form if n.startswith(("HTTP_", "POST_", "REMOTE_", "REQUEST_"))]
    assert len(named) > 10
    kept = AkismetRequest.of(read(call.body, call.header("content-type"), b"")).to_comment()
    assert call.field("POST_ak_js") not in repr(kept)
    assert call.field("HTTP_ACCEPT_LANGUAGE") not in repr(kept)
    assert kept.honeypot_filled is False


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1", True), ("true", True), ("True", True), ("0", False), ("false", False), ("False", False),
     ("", False)],
)  # fmt: skip
def test_is_test_counts_by_its_value(value: str, *, expected: bool) -> None:
    assert request(is_test=value).is_test is expected
    assert request().is_test is False


@pytest.mark.parametrize(
    ("sent", "read_as"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("203.0.113.9:4711", "203.0.113.9"),
        ("::ffff:127.0.0.1", "127.0.0.1"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("2001:DB8:0::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("127.0.0.0", "127.0.0.0"),
        ("ip", ""),
        ("", ""),
        ("unknown:1", ""),
        ("999.1.1.1", ""),
    ],
)
def test_odd_addresses(sent: str, read_as: str) -> None:
    assert request(user_ip=sent).user_ip == read_as


@pytest.mark.parametrize(
    ("sent", "read_as"),
    [
        ("2026-11-22 10:53:34", "2026-11-22T10:53:34Z"),
        ("2026-11-22T10:00:00", "2026-11-22T10:00:00Z"),
        ("2026-11-22T11:05:07.834Z", "2026-11-22T11:05:07Z"),
        ("2026-11-22T11:05:10+02:00", "2026-11-22T09:05:10Z"),
        ("2026-11-22T11:16:47.852874+00:00", "2026-11-22T11:16:47Z"),
        ("2026-11-22", "2026-11-22T00:00:00Z"),
        ("1795346847", "2026-11-22T11:27:27Z"),
        ("1795346847123", "2026-11-22T11:27:27Z"),
        ("0000-00-00 00:00:00", ""),
        ("9999-12-31T23:59:59-23:00", ""),
        ("yesterday", ""),
        ("", ""),
        ("٢٠٢٦-11-22", ""),
    ],
)
def test_odd_dates(sent: str, read_as: str) -> None:
    assert utc(sent) == read_as


@pytest.mark.parametrize(
    ("sent", "read_as"), [("en_US", "en"), ("de", "de"), ("en, fr_ca", ""), ("", ""), (" , ", "")]
)
def test_the_language_of_a_blog(sent: str, read_as: str) -> None:
    assert language(sent) == read_as


def test_sent_empty_is_not_missing() -> None:
    assert request(user_ip="1.2.3.4").missing() == "blog"
    assert request(blog="https://blog.example").missing() == "user_ip"
    assert request(blog="https://blog.example", user_ip="").missing() == ""


@pytest.mark.parametrize(
    ("fields", "filled"),
    [
        ({}, None),
        ({"honeypot_field_name": "url2"}, None),
        ({"honeypot_field_name": "url2", "url2": ""}, False),
        ({"honeypot_field_name": "url2", "url2": "x"}, True),
        ({"honeypot_field_name": "url2", "url2": "", "POST_ak_hp_textarea": "x"}, True),
        ({"POST_ak_hp_textarea": " "}, False),
    ],
)
def test_the_honeypot_is_named_by_the_client(fields: dict[str, str], filled: bool | None) -> None:
    assert request(**fields).to_comment().honeypot_filled is filled


def test_roles_are_a_list_and_the_first_in_rank_is_kept() -> None:
    made = request(user_role="subscriber, administrator,super_admin")
    assert made.roles == ("subscriber", "administrator", "super_admin")
    assert made.to_comment().author_role == "administrator"
    assert request(user_role="gardener").to_comment().author_role == "gardener"


def test_no_topic_is_not_a_topic() -> None:
    sent = urlencode({"comment_context[0]": "Uncategorized", "comment_context[1]": "Bees"})
    assert AkismetRequest.of(read(sent.encode(), "", b"")).to_comment().post_tags == ("Bees",)


def test_long_values_are_cut() -> None:
    made = request(comment_content="x" * 300_000, comment_author="y" * 300_000)
    assert 128 * 1024 - 200 < len(made.content) <= 128 * 1024
    assert len(made.author) == 2048


def test_guaranteed_answers() -> None:
    assert always_spam(request(comment_author="viagra-test-123"))
    assert always_spam(request(comment_author="akismet-guaranteed-spam"))
    assert always_spam(request(comment_author_email="akismet-guaranteed-spam@example.com"))
    assert not always_spam(request(comment_author="viagra"))
    assert always_ham(request(user_role="editor,administrator"))
    assert not always_ham(request(user_role="administratorx"))
    assert always_discarded(request(is_test="1", test_discard="1"))
    assert not always_discarded(request(is_test="0", test_discard="1"))
