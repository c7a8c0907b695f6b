"""Corrections: found again without a guid, on disk before the thanks, and heeded."""

from __future__ import annotations

import pytest
from tests.api.akismet.conftest import Face
from tests.api.akismet.recorded import KEY
from tests.api.akismet.test_check import ADVERT, HAM

from commentguard.api.akismet.guid import comment_of, guid_of
from commentguard.comment import Comment
from commentguard.service.erase import erase

THANKS = b"Thanks for making the web a better place."
WHO = {
    "comment_author": "Slate Roofing",
    "comment_author_email": "slate@roofing.example",
    "permalink": "https://blog.example/post",
}


def test_after_not_spam_the_same_comment_is_ham(face: Face) -> None:
    comment = {"comment_content": ADVERT, **WHO}
    assert face.call("comment-check", **comment).text == "true"
    assert face.call("submit-ham", reporter="anna", **comment).content == THANKS
    (correction,) = face.corrections()
    assert (correction.label, correction.kind) == ("ham", "false_positive")
    assert correction.source == "akismet"
    assert correction.note == "reported by anna"
    assert face.call("comment-check", recheck_reason="recheck_queue", **comment).text == "false"
    # Clients that give no reason when they ask again are the same client to us.
    assert face.call("comment-check", **comment).text == "false"
    assert face.call("comment-check", **comment).text == "false"


def test_after_spam_the_same_comment_is_spam(face: Face) -> None:
    comment = {"comment_content": HAM, "comment_author": "Renée"}
    assert face.call("comment-check", **comment).text == "false"
    assert face.call("submit-spam", **comment).content == THANKS
    (correction,) = face.corrections()
    assert (correction.label, correction.kind) == ("spam", "miss")
    assert face.call("comment-check", **comment).text == "true"


def test_the_last_word_counts(face: Face) -> None:
    comment = {"comment_content": ADVERT, **WHO}
    face.call("comment-check", **comment)
    for name, word in (("submit-ham", "false"), ("submit-spam", "true"), ("submit-ham", "false")):
        assert face.call(name, **comment).content == THANKS
        assert face.call("comment-check", recheck_reason="retry", **comment).text == word


def test_saying_it_twice_is_harmless(face: Face) -> None:
    comment = {"comment_content": ADVERT, **WHO}
    face.call("comment-check", **comment)
    for _ in range(3):
        assert face.call("submit-spam", **comment).content == THANKS
    assert len(face.corrections()) == 1
    assert face.stored() == 1


def test_another_reader_with_the_same_words_is_judged_anew(face: Face) -> None:
    face.call("comment-check", comment_content=ADVERT, **WHO)
    face.call("submit-ham", comment_content=ADVERT, **WHO)
    other = face.call(
        "comment-check", comment_content=ADVERT, comment_author="Bob",
        comment_author_email="bob@else.example", user_ip="198.51.100.7",
    )  # fmt: skip
    assert other.text == "true"


def test_a_recheck_is_a_new_answer_about_the_same_comment(face: Face) -> None:
    comment = {"comment_content": ADVERT, **WHO}
    first = face.call("comment-check", **comment).headers["x-akismet-guid"]
    again = face.call("comment-check", recheck_reason="recheck_queue", **comment)
    guid = again.headers["x-akismet-guid"]
    assert again.text == "true"
    assert guid != first
    assert comment_of(guid) == comment_of(first)
    assert face.stored() == 1


def test_a_recheck_of_what_was_never_here_is_received(face: Face) -> None:
    answer = face.call("comment-check", comment_content=ADVERT, recheck_reason="retry", **WHO)
    assert answer.text == "true"
    assert face.stored() == 1


def test_a_report_by_guid_needs_nothing_else(face: Face) -> None:
    guid = face.call("comment-check", comment_content=ADVERT, **WHO).headers["x-akismet-guid"]
    assert face.call("submit-ham", guid=guid).content == THANKS
    (correction,) = face.corrections()
    assert correction.comment_id == comment_of(guid)


def test_fewer_fields_still_find_the_comment(face: Face) -> None:
    guid = face.call("comment-check", comment_content=ADVERT, **WHO).headers["x-akismet-guid"]
    form = {"api_key": KEY, "blog": "https://blog.example", "comment_content": ADVERT + "  "}
    assert face.client.post("/1.1/submit-ham", data=form).content == THANKS
    (correction,) = face.corrections()
    assert correction.comment_id == comment_of(guid)


@pytest.mark.parametrize(
    ("kept", "reported"),
    [
        ("Don't prune now", "Don&#039;t prune now"),
        ("Don't prune now", "<p>Don&#8217;t<br />\nprune now</p>"),
        ('The "hardy" ones died', "The &quot;hardy&quot; ones died"),
        ("Don&#039;t prune now", "Don't prune now"),
        ("See <b>this</b> & that", "<p>See <strong>this</strong> &amp; that</p>\n"),
        ("Seeds: https://seeds.example/a", 'Seeds: <a href="https://seeds.example/a">https://seeds.example/a</a>'),
        ('My <a href="https://seeds.example/?a=1&b=2">seeds</a>', '<p>My <a href="https://seeds.example/?a=1&#038;b=2" rel="nofollow">seeds</a></p>'),
    ],
)  # fmt: skip
def test_what_a_page_made_of_a_comment_is_that_comment(
    face: Face, kept: str, reported: str
) -> None:
    for name, answer in (("submit-spam", "true"), ("submit-ham", "false")):
        face.call("comment-check", comment_content=kept, **WHO)
        assert face.call(name, comment_content=reported, **WHO).content == THANKS
        for text in (kept, reported):
            again = face.call("comment-check", recheck_reason="edit", comment_content=text, **WHO)
            assert again.text == answer
    # The comment that came twice; no report made a row of its own.
    assert face.stored() == 2


@pytest.mark.parametrize(
    "reported",
    [
        'My <a href="https://loans.example/">seeds</a>',
        'My <a href="https&#58;//loans.example/">seeds</a>',
        "My [url=https://loans.example/]seeds[/url]",
        'My <a href="tel:+441632960148">seeds</a>',
        "My &#115;eedlings",
    ],
)
def test_the_same_words_under_another_link_are_another_comment(face: Face, reported: str) -> None:
    face.call(
        "comment-check", comment_content='My <a href="https://seeds.example">seeds</a>', **WHO
    )
    face.call("submit-spam", comment_content=reported, **WHO)
    assert face.stored() == 2


def test_a_guid_of_another_site_opens_nothing(face: Face) -> None:
    theirs = face.client.post(
        "/v1/comments", json={"text": ADVERT}, headers=face.server.auth("other")
    ).json()["id"]
    face.call("submit-ham", guid=theirs, comment_content="Something else entirely, here")
    (correction,) = face.corrections()
    assert correction.comment_id != theirs


def test_a_report_of_what_was_never_here_is_learned_from(face: Face) -> None:
    assert face.call("submit-spam", comment_content=HAM, **WHO).content == THANKS
    (correction,) = face.corrections()
    assert correction.comment_id
    assert face.call("comment-check", comment_content=HAM, **WHO).text == "true"


def test_a_test_is_thanked_and_not_learned_from(face: Face) -> None:
    for name in ("submit-spam", "submit-ham"):
        assert face.call(name, comment_content=HAM, is_test="1").content == THANKS
    assert face.stored() == 0
    assert face.corrections() == []


def test_an_empty_report_is_not_thanked_for(shared: Face) -> None:
    assert shared.call("submit-spam").text == "Missing required field: comment_content."


def test_a_guid_alone_that_leads_nowhere_is_nothing_to_keep(face: Face) -> None:
    face.call("comment-check", comment_content="")
    for guid in ("0" * 32, "no guid of ours"):
        answer = face.call("submit-spam", guid=guid)
        assert answer.text == "Missing required field: comment_content."
    assert face.stored() == 1
    assert face.corrections() == []


def test_the_guid_of_what_was_erased_leads_nowhere(face: Face) -> None:
    guid = face.call("comment-check", comment_content=ADVERT, **WHO).headers["x-akismet-guid"]
    who = Comment(author_email=WHO["comment_author_email"])
    erase(face.guard.store, face.guard.secret, who)
    answer = face.call("submit-ham", guid=guid)
    assert answer.text == "Missing required field: comment_content."
    assert face.call("submit-ham", guid=guid, comment_content=HAM, **WHO).content == THANKS
    (correction,) = face.corrections()
    assert correction.comment_id != guid


def test_a_key_that_may_only_score_cannot_report(shared: Face) -> None:
    answer = shared.call("submit-spam", api_key=shared.server.keys["score"], comment_content=HAM)
    assert answer.text == "invalid"


def test_a_guaranteed_spammer_can_be_let_through(face: Face) -> None:
    comment = {"comment_content": HAM, "comment_author": "viagra-test-123"}
    assert face.call("comment-check", **comment).text == "true"
    face.call("submit-ham", **comment)
    assert face.call("comment-check", recheck_reason="recheck_queue", **comment).text == "false"
    other = {"comment_content": ADVERT, "comment_author": "viagra-test-123"}
    assert face.call("comment-check", **other).text == "true"


@pytest.mark.parametrize("guid", ["", "x", "0" * 33, "0" * 100])
def test_guids_of_others_name_nothing(guid: str) -> None:
    assert comment_of(guid) == ""


def test_guids_lead_back() -> None:
    assert comment_of(guid_of("a" * 32)) == comment_of(guid_of("a" * 32, again=True)) == "a" * 32
    assert guid_of("") != guid_of("")
