"""The door in: context from history, durable answers, nothing twice, and life without storage."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from commentguard.comment import Comment
from commentguard.service import review, sites
from commentguard.service.correct import correct
from commentguard.service.guard import Guard
from commentguard.service.once import Conflict, Once, Replayed
from commentguard.service.receive import Received, make_post, receive
from commentguard.service.review import Filter
from commentguard.storage import comments, posts
from commentguard.storage.clock import DAY, now
from commentguard.storage.comments import Status, Stored
from commentguard.storage.tables import comments as comments_table
from commentguard.storage.tables import metadata
from commentguard.verdict import Action, Label

ADVERT = Comment(
    text="Call us now on 01632 960 148 for a free quote. Serving Leeds, Bradford and Wakefield.",
    author="Slate Roofing Leeds",
    author_email="Slate@Roofing.example",
    author_ip="203.0.113.9",
)
READER = Comment(
    text="I grew mine in a bucket last year and they did better than the ones in the bed.",
    author="Ann",
    author_email="ann@reader.example",
    permalink="https://blog.example/tomatoes",
)


def take(guard: Guard, comment: Comment, site: str = "blog") -> Received:
    received = asyncio.run(receive(guard, guard.directory.sites[site], comment))
    assert isinstance(received, Received)
    return received


def kept(guard: Guard, received: Received) -> Stored:
    with guard.store.engine.connect() as connection:
        stored = comments.find(connection, received.id)
    assert stored is not None
    return stored


def test_a_comment_is_kept_as_it_was_judged(guard: Guard) -> None:
    received = take(guard, ADVERT)
    assert received.status is Status.HELD
    assert received.stored
    stored = kept(guard, received)
    assert stored.status is Status.HELD
    assert stored.comment.text == ADVERT.text
    assert stored.comment.author_approved == 0
    assert set(stored.codes) == {reason.code.value for reason in received.verdict.reasons}
    judged = guard.judge(guard.directory.sites["blog"], stored.comment)
    assert judged.log_odds == received.verdict.log_odds


def test_a_good_comment_is_published(guard: Guard) -> None:
    assert take(guard, READER).status is Status.PUBLISHED


def test_an_address_is_kept_only_as_a_keyed_hash(guard: Guard) -> None:
    stored = kept(guard, take(guard, ADVERT))
    assert stored.ip_key is not None
    assert stored.comment.author_ip == ""
    with guard.store.engine.connect() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)):
                assert "203.0.113.9" not in str(tuple(row))


def test_what_no_field_names_leaves_no_trace(guard: Guard) -> None:
    """A client that sends its whole environment is not a reason to keep it."""
    canary = "canary-7c1f"
    row = {"text": ADVERT.text, "HTTP_COOKIE": canary, "DB_PASSWORD": canary, "env": {"a": canary}}
    take(guard, Comment.from_mapping(row))
    with guard.store.engine.connect() as connection:
        for table in metadata.sorted_tables:
            for found in connection.execute(select(table)):
                assert canary not in str(tuple(found))


def test_hostile_characters_are_kept_without_moving_spans(guard: Guard) -> None:
    text = "\0 Call us now on 01632 960 148 \ud800 for a free quote"
    stored = kept(guard, take(guard, Comment(text=text, author="a\0b", user_agent="\udfff")))
    assert len(stored.comment.text) == len(text)
    assert stored.comment.text.index("01632") == text.index("01632")


def test_an_id_and_a_language_with_a_nul_are_kept_and_can_be_asked_for(guard: Guard) -> None:
    received = take(guard, replace(ADVERT, id="a\0b", lang="\0x"))
    assert received.stored
    assert (received.mapping["client_id"], received.mapping["verdict"]["id"]) == ("a\ufffdb",) * 2
    assert kept(guard, received).comment.id == "a\ufffdb"
    with guard.store.engine.connect() as connection:
        # Reads verdicts in the database: PostgreSQL opens none with a NUL in it.
        page = review.listed(connection, Filter(site_id="blog", ruled=False))
    assert [one.id for one in page.items] == [received.id]


@pytest.mark.parametrize("name", ["\0", "a\0" * 16, "nobody"])
def test_what_names_nothing_is_not_found(guard: Guard, name: str) -> None:
    with guard.store.engine.connect() as connection:
        assert comments.find(connection, name) is None


def test_copies_and_near_copies_are_counted_on_all_sites(guard: Guard) -> None:
    take(guard, ADVERT)
    take(guard, replace(ADVERT, text=ADVERT.text.upper() + "!!"), site="other")
    third = kept(guard, take(guard, ADVERT))
    assert third.comment.near_duplicates == 2
    changed = replace(ADVERT, text=ADVERT.text + " Today.")
    assert kept(guard, take(guard, changed)).comment.near_duplicates == 3
    assert kept(guard, take(guard, READER)).comment.near_duplicates == 0


def test_what_everybody_says_is_no_campaign(guard: Guard) -> None:
    for author in "abc":
        stored = kept(guard, take(guard, Comment(text="Thanks, very helpful!", author=author)))
        assert stored.comment.near_duplicates == 0


def test_a_contact_is_met_again_in_other_words(guard: Guard) -> None:
    take(guard, ADVERT, site="other")
    again = Comment(text="My cousin fixed our roof, ask him under +44 1632 960148 if yours leaks.")
    assert kept(guard, take(guard, again)).comment.same_contact_seen == 1
    assert kept(guard, take(guard, READER)).comment.same_contact_seen == 0


def test_approval_is_counted_per_site_and_not_bought_in_a_minute(guard: Guard) -> None:
    first = take(guard, READER)
    assert kept(guard, take(guard, READER)).comment.author_approved == 0
    site = guard.directory.sites["blog"]
    asyncio.run(correct(guard, site, first.id, Label.HAM, actor="ann"))
    assert kept(guard, take(guard, READER)).comment.author_approved == 1
    assert kept(guard, take(guard, READER, site="other")).comment.author_approved == 0
    with guard.store.transaction() as connection:
        connection.execute(update(comments_table).values(received_at=now() - 2 * DAY))
    assert kept(guard, take(guard, READER)).comment.author_approved == 3


def test_what_the_platform_knows_is_believed(guard: Guard) -> None:
    told = replace(READER, author_approved=12, near_duplicates=3, same_contact_seen=0)
    stored = kept(guard, take(guard, told)).comment
    assert (stored.author_approved, stored.near_duplicates) == (12, 3)


def test_a_comment_is_judged_against_its_post(guard: Guard) -> None:
    post = make_post(
        "blog", READER.permalink, "Tomatoes", "Five litres of soil.", ("garden",), now()
    )
    with guard.store.transaction() as connection:
        assert posts.keep(connection, post)
        assert not posts.keep(connection, post)
    stored = kept(guard, take(guard, READER)).comment
    assert (stored.post_title, stored.post_text) == ("Tomatoes", "Five litres of soil.")
    assert stored.post_tags == ("garden",)
    assert kept(guard, take(guard, READER, site="other")).comment.post_text == ""


@pytest.mark.parametrize("field", ["post_text", "post_title"])
@pytest.mark.parametrize("told_apart", [False, True])
def test_a_post_that_returns_to_an_earlier_version_is_judged_by_it(
    guard: Guard, field: str, told_apart: bool
) -> None:
    """Within the hour for which a version is not written again."""
    permalink = "https://blog.example/back"
    bare = replace(READER, permalink=permalink)
    one, two = (
        Comment.from_mapping({**bare.to_mapping(), field: value}) for value in ("Tomatoes", "Roofs")
    )
    take(guard, one)
    if told_apart:
        # As `PUT /v1/posts` does, perhaps in another process.
        post = make_post("blog", permalink, two.post_title, two.post_text, (), now())
        with guard.store.transaction() as connection:
            posts.keep(connection, post)
    else:
        take(guard, two)
    take(guard, one)
    assert getattr(kept(guard, take(guard, bare)).comment, field) == "Tomatoes"


def test_a_post_that_comes_with_comments_is_kept_once(guard: Guard) -> None:
    told = replace(READER, post_title="Tomatoes", post_text="Five litres of soil.")
    for _ in range(3):
        assert kept(guard, take(guard, told)).comment.post_text == "Five litres of soil."
    with guard.store.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(metadata.tables["posts"])) == 1


def test_a_token_stores_once_and_answers_the_same(guard: Guard) -> None:
    once = Once.of("key", "token", b"body")
    site = guard.directory.sites["blog"]
    first = asyncio.run(receive(guard, site, ADVERT, once=once))
    second = asyncio.run(receive(guard, site, ADVERT, once=once))
    assert isinstance(first, Received)
    assert isinstance(second, Replayed)
    assert json.loads(second.answer) == json.loads(json.dumps(first.mapping))
    with pytest.raises(Conflict):
        asyncio.run(receive(guard, site, ADVERT, once=Once.of("key", "token", b"other body")))
    with guard.store.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(comments_table)) == 1


def test_two_processes_with_one_token_store_once(guard: Guard) -> None:
    """Both look before either writes, as two workers may."""
    once = Once.of("key", "token", b"body")
    site = guard.directory.sites["blog"]

    async def both() -> list[object]:
        return await asyncio.gather(*(receive(guard, site, ADVERT, once=once) for _ in range(2)))

    answers = asyncio.run(both())
    assert {type(answer) for answer in answers} == {Received, Replayed}
    with guard.store.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(comments_table)) == 1


def test_without_storage_it_still_judges_and_says_so(guard: Guard) -> None:
    guard.store.close()
    received = take(guard, ADVERT)
    assert received.status is Status.HELD
    assert not received.stored
    assert received.id == ""
    assert any(note.startswith("degraded") for note in received.verdict.notes)


def test_without_storage_nothing_is_discarded(guard: Guard) -> None:
    """What is answered then is kept nowhere, and whom the site allows is not known."""
    site = guard.directory.sites["blog"]
    guard.directory.sites["blog"] = replace(site, policy={"hold": 0.5, "discard": 0.5})
    pills = "Buy cheap viagra online now at http://pills.example casino bonus free money $$$"
    assert take(guard, Comment(text=pills)).status is Status.DISCARDED
    guard.store.close()
    received = take(guard, Comment(text=pills))
    assert (received.status, received.verdict.action) == (Status.HELD, Action.HOLD)
    assert not received.stored


def test_a_site_that_was_removed_and_added_again_keeps_comments_under_a_known_post(
    guard: Guard,
) -> None:
    told = replace(READER, post_title="Tomatoes", post_text="Five litres of soil.")
    once = Once.of("key", "token", b"body")
    take(guard, told)
    with guard.store.transaction() as connection:
        sites.remove(connection, "blog", now())
    with guard.store.transaction() as connection:
        sites.add(connection, "blog", now())
    guard.refresh_now()
    assert kept(guard, take(guard, told)).comment.post_text == "Five litres of soil."
    assert kept(guard, take(guard, told)).comment.post_title == "Tomatoes"
    site = guard.directory.sites["blog"]
    answers = [asyncio.run(receive(guard, site, told, once=once)) for _ in range(2)]
    assert [type(one) for one in answers] == [Received, Replayed]


def test_a_site_has_its_own_cut_off(guard: Guard) -> None:
    site = guard.directory.sites["blog"]
    assert guard.policy(replace(site, policy={"hold": 1.0})).hold == 1.0
    generous = replace(site, policy={"hold": 1.0})
    guard.directory.sites["blog"] = generous
    assert take(guard, ADVERT).status is Status.PUBLISHED


def test_a_discard_below_a_new_models_hold_is_off(guard: Guard) -> None:
    hold = guard.scorer.bundle.policy.hold
    site = replace(guard.directory.sites["blog"], policy={"discard": hold / 2})
    assert guard.policy(site).discard is None
