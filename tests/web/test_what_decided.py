"""Cards and histories of comments whose fate something other than their score decided."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy import select
from tests.service.desk import ADVERT, arrive
from tests.web.desk import Browser, signed_in

from commentguard.api.akismet.guid import comment_of
from commentguard.comment import Comment
from commentguard.service import lists
from commentguard.service.entries import Kind
from commentguard.service.lists import ALLOW, DENY
from commentguard.service.people import Role
from commentguard.service.shortened import left_out, shortened
from commentguard.storage.clock import now
from commentguard.storage.tables import verdicts
from commentguard.testing.serving import Served
from commentguard.web.wording import number


@pytest.fixture(scope="module")
def mira(server: Served) -> Browser:
    return signed_in(server, "mira")


def opened(browser: Browser, comment_id: str) -> tuple[str, str]:
    """The card and the history of a comment."""
    page = browser.get(f"/desk/comments/{comment_id}").text
    card, _, history = page.partition('class="history"')
    return card, history


def test_a_value_with_a_fixed_answer_is_named(server: Served, mira: Browser) -> None:
    told = "a value with a fixed answer"
    fields = {
        "api_key": server.keys["akismet"], "blog": "https://blog.example", "user_ip": "203.0.113.9",
        "comment_author": "viagra-test-123", "comment_content": "hello",
    }  # fmt: skip
    answer = server.client.post("/1.1/comment-check", data=fields)
    assert answer.text == "true"
    card, history = opened(mira, comment_of(answer.headers["x-akismet-guid"]))
    assert f"what decided: {told}" in card
    assert "taken for a reader</p>" in card
    assert "by its wording alone" not in card
    assert f"held it: it took it for a reader, but what decided was: {told}." in history
    assert f"what decided: {told}" in mira.get("/desk").text


def test_an_allow_list_is_named(server: Served, mira: Browser) -> None:
    with server.guard.store.transaction() as connection:
        lists.add(
            connection,
            ALLOW,
            server.guard.secret,
            "blog",
            Kind.EMAIL,
            "ann@listed.example",
            now(),
            "cli",
        )
    card, history = opened(
        mira, arrive(server.guard, replace(ADVERT, author_email="ann@listed.example"))
    )
    told = "this author&#39;s email is on the site&#39;s allow-list"
    assert f"what decided: {told}" in card
    assert "taken for promotional</p>" in card
    assert f"published it: it took it for promotional, but what decided was: {told}." in history


def test_a_deny_list_is_named_with_kind_and_number(server: Served, mira: Browser) -> None:
    with server.guard.store.transaction() as connection:
        number = lists.add(
            connection, DENY, server.guard.secret, "blog", Kind.RANGE, "198.51.100.0/24", now(), "cli"
        )  # fmt: skip
    reader = Comment(text="Mine grew in a bucket.", author="Bob", author_ip="198.51.100.7")
    card, history = opened(mira, arrive(server.guard, reader))
    told = f"the address range that it came from is on the site&#39;s deny-list (number {number})"
    assert f"what decided: {told}" in card
    assert "taken for a reader</p>" in card
    assert f"held it: it took it for a reader, but what decided was: {told}." in history
    assert f"what decided: {told}" in mira.get("/desk").text


def test_what_only_a_list_held_is_not_argued_against(server: Served, mira: Browser) -> None:
    number = entry(server, Kind.PHRASE, "nice tulips")
    reader = arrive(server.guard, Comment(text="What nice tulips you have there!", author="Ida"))
    advert = arrive(server.guard, replace(ADVERT, text=f"{ADVERT.text} Ask for nice tulips."))
    with server.guard.store.transaction() as connection:
        for one in (reader, advert):
            kept = verdicts.c.comment_id == one
            body = connection.scalar(select(verdicts.c.body).where(kept))
            assert body is not None
            loud = {"probability": 0.9, "weight": 2.1, "text": "nice tulips", "start": 0, "end": 4}
            body = {**body, "sentence": loud, "together": 1.1}
            connection.execute(verdicts.update().where(kept).values(body=body))
    arguments = ("a sentence like an advert’s", "how it all goes together")
    card, _ = opened(mira, reader)
    assert f"(number {number})" in card
    assert "taken for a reader</p>" in card
    assert not any(one in card for one in arguments)
    card, _ = opened(mira, advert)
    assert f"(number {number})" in card
    assert all(one in card for one in arguments)


def test_where_the_score_decided_nothing_else_is_named(server: Served, mira: Browser) -> None:
    card, history = opened(mira, arrive(server.guard))
    assert "what decided" not in card + history


def test_what_was_read_in_part_is_named(server: Served, mira: Browser) -> None:
    told = "longer than 16 KiB: what lies between its beginning and its end was not read"
    reader = "Thanks, the tip about cold frames saved my tomatoes this spring. "
    text = f"{reader * 200}{ADVERT.text} {reader * 200}"
    comment_id = arrive(server.guard, replace(ADVERT, text=text, author="Ruth"))
    card, history = opened(mira, comment_id)
    assert f"what decided: {told}" in card
    assert f"held it: it took it for a reader, but what decided was: {told}." in history
    shown = mira.get(f"/desk/comments/{comment_id}").text
    middle = shown.partition("The guard did not read from here …")[2].partition("… to here.")[0]
    assert 'href="#unread"' in shown
    assert shown.count('id="unread"') == 1
    assert 9_000 < len(middle) < 11_000
    assert ADVERT.text in middle
    # Tried out, it is judged in the same length.
    page = mira.post("/desk/try", {"text": text, "author": "Ruth"}).text
    assert "It would be held" in page
    assert "The guard did not read from here …" in page
    assert f"A rule decides here, and not its score: {told}." in page
    # As long as can be read from end to end, it is judged by what it says.
    for short, fate in ((text, "held"), (reader * 260, "published")):
        assert f"It would be {fate}" in mira.post("/desk/try", {"text": short[:16384]}).text
    # Where the score holds it, the part that nobody read is named all the same.
    card, _ = opened(mira, arrive(server.guard, replace(ADVERT, text=f"{ADVERT.text} " * 300)))
    assert "only its beginning and its end were read" in card


def test_what_is_not_kept_is_told(server: Served, mira: Browser) -> None:
    text = "Thanks, the tip about cold frames saved my tomatoes this spring. " * 3000
    long = arrive(server.guard, replace(ADVERT, text=shortened(text)))
    told = f"left out of its middle: {number(left_out(shortened(text)))} characters."
    assert told in mira.get(f"/desk/comments/{long}").text
    whole = arrive(server.guard, replace(ADVERT, text=text[:70_000]))
    assert "left out of its middle" not in mira.get(f"/desk/comments/{whole}").text


def entry(server: Served, kind: Kind, value: str, label: str = "") -> int:
    with server.guard.store.transaction() as connection:
        return lists.add(
            connection, DENY, server.guard.secret, "blog", kind, value, now(), "cli", label
        )


def test_what_a_rule_was_about_is_marked_and_its_entry_is_a_link(
    server: Served, mira: Browser
) -> None:
    number = entry(server, Kind.PHRASE, "garden gnome")
    reader = Comment(text="Ours sits beside a Garden   GNOME, says my aunt.", author="Bea")
    comment_id = arrive(server.guard, reader)
    for page in (mira.get(f"/desk/comments/{comment_id}").text, mira.get("/desk").text):
        assert re.search(r'<mark class="k-rule"[^>]*>Garden   GNOME</mark>', page)
        link = f'<a href="/desk/settings?site=blog#entry-{number}"><bdi>“garden gnome”</bdi></a>'
        assert f"(number {number}): {link}" in page
    viewer = signed_in(server, "viewer", Role.VIEWER)
    card, _ = opened(viewer, comment_id)
    assert "“garden gnome”" in card
    assert "#entry-" not in card
    with server.guard.store.transaction() as connection:
        lists.drop(connection, DENY, "blog", number, now(), "cli")
    card, _ = opened(mira, comment_id)
    assert f"(number {number})</span>" in card
    assert "k-rule" not in card


def test_a_domain_and_an_address_on_the_deny_list_are_named(server: Served, mira: Browser) -> None:
    domain = entry(server, Kind.DOMAIN, "gnomes.example")
    text = "I wrote it down: https://www.gnomes.example/diary and https://other.example/x"
    card, _ = opened(mira, arrive(server.guard, Comment(text=text, author="Bea")))
    assert re.search(r'<mark class="k-rule[^>]*>https://www\.gnomes\.example/diary</mark>', card)
    assert f'#entry-{domain}"><bdi>“gnomes.example”</bdi>' in card
    entry(server, Kind.EMAIL, "bea@gnomes.example", "Bea of the gnomes")
    held = Comment(text="Once more from us.", author="Bea", author_email="bea@gnomes.example")
    card, _ = opened(mira, arrive(server.guard, held))
    assert "<bdi>Bea of the gnomes</bdi>" in card
    assert "k-rule" not in card


def test_what_rules_held_can_be_listed_apart(server: Served, mira: Browser) -> None:
    entry(server, Kind.PHRASE, "compost heap")
    ruled = arrive(server.guard, Comment(text="My compost heap is warm today.", author="Cy"))
    scored = arrive(server.guard)
    by_rule, by_score = (mira.get(f"/desk?rule={one}&size=200").text for one in ("yes", "no"))
    assert f'id="c-{ruled}"' in by_rule
    assert f'id="c-{scored}"' not in by_rule
    assert f'id="c-{ruled}"' not in by_score
    assert f'id="c-{scored}"' in by_score
    assert '<option value="yes" selected>a rule or a list</option>' in by_rule
    assert "where a rule or a list decided" in mira.get("/desk/bulk?rule=yes").text


def test_what_is_tried_out_is_judged_by_the_site_s_lists(server: Served, mira: Browser) -> None:
    number = entry(server, Kind.PHRASE, "slug pellets")
    text = "We never use slug  pellets on our plot."
    page = mira.post("/desk/try", {"text": text, "site": "blog"}).text
    told = f"a word or phrase in it is on the site&#39;s deny-list (number {number})"
    assert "It would be held: a reader" in page
    assert f"A rule decides here, and not its score: {told}." in page
    assert re.search(r'<mark class="k-rule"[^>]*>slug  pellets</mark>', page)
    assert f'/desk/settings?site=blog#entry-{number}"' in page
    entry(server, Kind.IP, "198.51.100.201")
    fields = {"text": "Ours froze in May.", "author_ip": "198.51.100.201"}
    assert "It would be held: a reader" in mira.post("/desk/try", fields).text
    with server.guard.store.transaction() as connection:
        lists.add(
            connection, ALLOW, server.guard.secret, "blog", Kind.EMAIL, "ada@plot.example", now(), "cli"
        )  # fmt: skip
    advert = {"text": ADVERT.text, "author": ADVERT.author}
    assert "It would be held" in mira.post("/desk/try", advert).text
    page = mira.post("/desk/try", {**advert, "author_email": "ada@plot.example"}).text
    assert "It would be published" in page
    assert "this author&#39;s email is on the site&#39;s allow-list" in page
    assert "then, by its score" in page
