"""Sentences of the protocol that no recorded client happens to exercise."""

from __future__ import annotations

import pytest
from tests.api.akismet.conftest import Face
from tests.api.akismet.recorded import KEY
from tests.api.akismet.test_check import ADVERT, HAM

from commentguard.api.akismet.guid import comment_of


@pytest.mark.parametrize("text", [ADVERT, HAM])
def test_the_kind_is_told_to_who_asks_for_it(shared: Face, text: str) -> None:
    answer = shared.call("comment-check", comment_content=text, classify="1", is_test="1")
    kinds = {"true": {"promotional", "spam"}, "false": {"ham"}}[answer.text]
    assert answer.headers["x-akismet-classification"] in kinds
    for quiet in ({}, {"classify": "0"}):
        silent = shared.call("comment-check", comment_content=text, is_test="1", **quiet)
        assert "x-akismet-classification" not in silent.headers


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"comment_author": "viagra-test-123", "comment_content": HAM}, "spam"),
        ({"user_role": "administrator", "comment_content": ADVERT}, "ham"),
    ],
)
def test_the_kind_does_not_contradict_a_fixed_answer(
    shared: Face, fields: dict[str, str], kind: str
) -> None:
    answer = shared.call("comment-check", classify="1", is_test="1", **fields)
    assert answer.headers["x-akismet-classification"] == kind


def test_a_pingback_is_asked_about_before_it_has_a_text(face: Face) -> None:
    answer = face.call(
        "comment-check", comment_type="pingback", comment_content="", akismet_pre_check="1",
        comment_author_url="https://reader.example/post",
    )  # fmt: skip
    assert answer.text in ("true", "false")
    assert answer.headers["x-akismet-guid"]


@pytest.mark.parametrize("field", ["comment_type", "content_type"])
@pytest.mark.parametrize(
    "kind",
    ["comment", "forum-post", "reply", "blog-post", "contact-form", "signup", "message",
     "trackback", "pingback", "something of one's own"],
)  # fmt: skip
def test_every_type_is_taken(shared: Face, field: str, kind: str) -> None:
    asked = {field: kind, "comment_content": f"{HAM} {field} {kind}"}
    guid = shared.call("comment-check", **asked).headers["x-akismet-guid"]
    assert shared.client.get(
        f"/v1/comments/{comment_of(guid)}", headers=shared.server.auth()
    ).is_success


def test_an_account_elsewhere_is_none(shared: Face) -> None:
    for answer in (
        shared.call("verify-wpcom-key", user_id="7", token="x"),
        shared.client.get("/1.1/verify-wpcom-key"),
    ):
        assert (answer.status_code, answer.content) == (200, b"")


def test_statistics_have_two_names(face: Face) -> None:
    face.call("comment-check", comment_content=HAM)
    assert face.call("get-key-stats").json() == face.call("get-stats").json()


def test_a_key_is_a_dns_label_of_wordpress(face: Face) -> None:
    key = face.server.keys["akismet"]
    assert len(key) == 12
    assert set(key) <= set("0123456789abcdef")


def test_what_the_answer_was_is_sent_back_and_harmless(face: Face) -> None:
    told = {"comment_check_response": "true", "site_domain": "blog.example", "akismet_user": "x"}
    comment = {"comment_content": ADVERT, "comment_author": "Slate Roofing"}
    face.call("comment-check", **comment)
    for name in ("submit-ham", "submit-spam", "submit-ham"):
        answer = face.call(name, **comment, **told)
        assert answer.content == b"Thanks for making the web a better place."
    assert face.stored() == 1


def test_a_call_that_nobody_knows_says_neither_word(shared: Face) -> None:
    answer = shared.call("no-such-call", key=KEY)
    assert answer.status_code == 404
    assert "true" not in answer.text
    assert "false" not in answer.text
