"""The queue without scripts: pages, filters, cards, decisions, undo, clashes, bulk."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from tests.service.desk import ADVERT, another, arrive
from tests.web.desk import Browser, signed_in

from commentguard.comment import Comment
from commentguard.service.people import Role
from commentguard.storage import comments
from commentguard.storage.tables import comments as table
from commentguard.storage.tables import verdicts
from commentguard.testing.serving import Served

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"


@pytest.fixture(scope="module")
def mira(server: Served) -> Browser:
    return signed_in(server, "mira")


def stamps(page: str, comment_id: str) -> str:
    found = re.search(rf'name="id" value="({comment_id}:[a-z]+\.\d+)"', page)
    assert found, "the comment is not on the page"
    return found[1]


def ids(page: str) -> list[str]:
    return re.findall(r'<article class="card[^"]*" id="c-([0-9a-f]{32})"', page)


def status(server: Served, comment_id: str) -> str:
    with server.guard.store.engine.connect() as connection:
        stored = comments.find(connection, comment_id)
        assert stored is not None
        return stored.status.value


def test_a_card_shows_why_and_who_and_where(server: Served, mira: Browser) -> None:
    comment_id = arrive(server.guard, replace(ADVERT, parent_text="Slugs!", parent_author="Ann"))
    page = mira.get("/desk").text
    assert comment_id in ids(page)
    for said in (
        "a phone number offered to readers", "01632 960 148</mark>", "Growing tomatoes on a balcony",
        "nothing published yet", "replying to", "Slate Roofing Leeds", "almost certain",
    ):  # fmt: skip
        assert said in page, said


def test_a_card_shows_the_sentence_that_speaks_loudest(server: Served, mira: Browser) -> None:
    comment_id = arrive(server.guard, ADVERT)
    said = server.guard.judge(None, ADVERT).sentence
    assert said is not None
    assert said.weight >= 0.5
    page = mira.get(f"/desk/comments/{comment_id}").text
    assert f'a sentence like an advert’s: <q dir="auto">{said.span.cut(ADVERT.text)}</q>' in page


def test_a_card_shows_what_evidence_says_in_combination(server: Served, mira: Browser) -> None:
    comment_id = arrive(server.guard, ADVERT)
    adds = server.guard.judge(None, ADVERT).together
    assert adds >= 0.5
    page = mira.get(f"/desk/comments/{comment_id}").text
    told = page.partition("<span>how it all goes together</span>")[2].partition("</li>")[0]
    assert told.endswith(f">+{adds:.1f}</data>")


def test_hostile_text_stays_text_in_every_field(server: Served, mira: Browser) -> None:
    fields = ("text", "author", "author_email", "author_url", "post_title", "parent_text",
              "parent_author", "post_text", "permalink", "lang")  # fmt: skip
    hostile = Comment.from_mapping(
        {**dict.fromkeys(fields, HOSTILE), "text": f"{ADVERT.text} {HOSTILE}"}
    )
    comment_id = arrive(server.guard, hostile)
    for path in ("/desk", f"/desk/comments/{comment_id}", f"/desk?q={'%3Cscript%3E'}"):
        page = mira.get(path).text
        assert comment_id in page
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "49" not in re.findall(r"onerror=alert\(2\)&gt;(\d+)", page)


def test_a_flood_is_one_card_and_is_decided_once(server: Served, mira: Browser) -> None:
    flood = [
        arrive(server.guard, Comment(text=f"{ADVERT.text} Slate, tile and flat roofs, no job too small, ask for offer {k}", author="Boost"))
        for k in range(5)
    ]  # fmt: skip
    page = mira.get("/desk").text
    assert [one for one in ids(page) if one in flood] == [flood[-1]]
    assert "all 5 like this" in page
    fields = {"id": stamps(page, flood[-1]), "like": "1", "decision": "spam", "back": "/desk"}
    after = mira.post("/desk/decide", fields)
    assert "Marked as spam: 5 comments." in after.text
    assert {status(server, one) for one in flood} == {"rejected"}
    batch = re.search(r'name="batch" value="([0-9a-f]{32})"', after.text)
    assert batch
    assert "Undone: 5 comments" in mira.post("/desk/undo", {"batch": batch[1]}).text
    assert {status(server, one) for one in flood} == {"held"}


def test_filters_find_what_they_say(server: Served, mira: Browser) -> None:
    comment_id = arrive(
        server.guard,
        Comment(
            text="Llámenos al 01632 960 176 para un presupuesto gratis, servicio en toda la provincia",
            author="Reformas Ruiz", author_email="hola@ruiz.example", permalink="https://blog.example/x",
        ),
    )  # fmt: skip
    with server.guard.store.engine.connect() as connection:
        stored = comments.find(connection, comment_id)
        assert stored is not None
    some = {
        "q": "presupuesto", "author": "RUIZ", "language": stored.language, "label": stored.label,
        "reason": stored.codes[0], "campaign": comment_id, "post": "https://blog.example/x",
        "age": "hour", "site": "blog",
    }  # fmt: skip
    for name, value in some.items():
        assert comment_id in ids(mira.get(f"/desk?{name}={value}").text), name
    for query in ("q=nosuchword", "author=nobody", "language=fi", "label=ham", "up_to=1", "q=%25"):
        assert comment_id not in ids(mira.get(f"/desk?{query}").text), query
    assert comment_id in ids(mira.get("/desk?reason=nonsense&order=x&size=9&over=x").text)


def test_pages_by_key_show_every_comment_once_in_every_order(server: Served) -> None:
    browser = signed_in(server, "reader-of-all", Role.VIEWER, "other")
    for k in range(60):
        text = (
            f"Call us, order {k * 7919}, on 01632 960 {100 + k} for a {k * 104729} free quote now"
        )
        arrive(server.guard, Comment(text=text, author=f"Ads {k}"), site="other")
    for order in ("newest", "oldest", "unsure", "likeliest"):
        seen: list[str] = []
        where = f"/desk?order={order}&size=25&q=quote"
        while where:
            page = browser.get(where).text
            seen += ids(page)
            more = re.search(r'<p class="more"><a href="([^"]+)"', page)
            where = more[1].replace("&amp;", "&") if more else ""
        assert len(seen) == len(set(seen)) == 60, order


@pytest.mark.parametrize("decision", ["publish", "spam", "promotional", "trash"])
def test_a_decision_and_its_undo(server: Served, mira: Browser, decision: str) -> None:
    comment_id = arrive(server.guard)
    stamp = stamps(mira.get(f"/desk/comments/{comment_id}").text, comment_id)
    page = mira.post("/desk/decide", {"id": stamp, "decision": decision, "why": "advert"})
    assert "1 comment." in page.text
    assert status(server, comment_id) != "held"
    assert "Undone: 1 comment" in mira.post("/desk/undo").text
    assert status(server, comment_id) == "held"
    history = mira.get(f"/desk/comments/{comment_id}").text
    assert "an advert" in history
    assert re.search(r"<strong>[a-z]+</strong> took that back", history)


def test_the_second_of_two_is_told_who_was_first(server: Served, mira: Browser) -> None:
    ben = signed_in(server, "ben")
    comment_id = arrive(server.guard)
    stamp = stamps(mira.get("/desk").text, comment_id)
    mira.post("/desk/decide", {"id": stamp, "decision": "spam"})
    plain = ben.post("/desk/decide", {"id": stamp, "decision": "publish"})
    assert "mira has already moved it; left alone." in plain.text
    assert status(server, comment_id) == "rejected"
    scripted = ben.post(
        "/desk/decide", {"id": stamp, "decision": "publish"}, {"hx-request": "true"}
    )
    assert scripted.status_code == 409
    assert "has moved this comment: it is now rejected" in scripted.text
    knowing = stamps(scripted.text, comment_id)
    ben.post("/desk/decide", {"id": knowing, "decision": "publish"})
    assert status(server, comment_id) == "published"


def test_looking_closely_claims(server: Served, mira: Browser) -> None:
    ben = signed_in(server, "ben-two")
    comment_id = arrive(server.guard)
    stamp = stamps(mira.get(f"/desk/comments/{comment_id}").text, comment_id)
    assert "mira is looking" in ben.get("/desk").text
    refused = ben.post("/desk/decide", {"id": stamp, "decision": "spam"}, {"hx-request": "true"})
    assert "mira is looking at this comment" in refused.text
    assert status(server, comment_id) == "held"
    told = ben.post("/desk/live", [("id", comment_id), ("current", ""), ("place", "0")]).json()
    assert told["claims"] == {comment_id: "mira"}
    ben.post("/desk/decide", {"id": stamp, "decision": "spam", "over_claims": "1"})
    assert status(server, comment_id) == "rejected"
    moved = mira.post("/desk/live", [("place", "0"), ("status", "held")]).json()["moved"]
    assert {"id": comment_id, "by": "ben-two", "status": "rejected"} in moved


def test_many_at_once_do_what_was_previewed_and_nothing_newer(server: Served) -> None:
    boss = signed_in(server, "bulk-boss", Role.MODERATOR, "other")
    wanted = [
        arrive(server.guard, replace(ADVERT, text=f"{ADVERT.text} zebra {k * 31}"), site="other")
        for k in range(60)
    ]
    where = "/desk/bulk?q=zebra&over=50"
    page = boss.get(where).text
    assert "60 comments" in page
    later = arrive(server.guard, replace(ADVERT, text=f"{ADVERT.text} zebra late"), site="other")
    until = re.search(r'name="until" value="(\d+)"', page)
    assert until
    fields = {"q": "zebra", "over": "50", "until": until[1], "decision": "spam"}
    assert "Marked as spam: 60 comments." in boss.post("/desk/bulk", fields).text
    assert {status(server, one) for one in wanted} == {"rejected"}
    assert status(server, later) == "held"
    assert "Undone: 60 comments" in boss.post("/desk/undo").text
    assert {status(server, one) for one in wanted} == {"held"}


def test_a_viewer_looks_and_decides_nothing(server: Served) -> None:
    viewer = signed_in(server, "viewer", Role.VIEWER)
    comment_id = arrive(server.guard)
    page = viewer.get("/desk").text
    assert comment_id in ids(page)
    assert "form.decide" not in page
    assert 'name="decision"' not in page
    viewer.post("/desk/decide", {"id": f"{comment_id}:held.0", "decision": "spam"})
    assert status(server, comment_id) == "held"
    assert viewer.post(f"/desk/comments/{comment_id}/notes", {"text": "x"}).status_code == 404


def test_another_site_does_not_exist(server: Served, mira: Browser) -> None:
    comment_id = arrive(server.guard, site="other")
    assert mira.get(f"/desk/comments/{comment_id}").status_code == 404
    assert comment_id not in mira.get("/desk?site=other").text
    mira.post("/desk/decide", {"id": f"{comment_id}:held.0", "decision": "spam"})
    assert status(server, comment_id) == "held"
    assert mira.post("/desk/live", [("id", comment_id)]).json()["claims"] == {}


def test_notes_stay_with_the_comment_and_are_erased_with_it(server: Served, mira: Browser) -> None:
    comment_id = arrive(server.guard)
    page = mira.post(f"/desk/comments/{comment_id}/notes", {"text": "Ask <Ann> about him"})
    assert "Ask &lt;Ann&gt; about him" in page.text
    assert mira.post(f"/desk/comments/{comment_id}/notes", {"text": " "}).status_code == 422


@pytest.mark.parametrize(
    ("path", "fields", "expected"),
    [
        ("/desk/decide", {"decision": "eat", "id": "x:held.0"}, 422),
        ("/desk/decide", {"decision": "spam"}, 422),
        ("/desk/decide", {"decision": "spam", "id": "x:held.0", "why": "because"}, 422),
        ("/desk/bulk", {"decision": "spam", "until": "yesterday"}, 422),
        ("/desk/comments/x/notes", {"text": "x"}, 404),
        ("/desk/nowhere", {}, 404),
    ],
)
def test_nonsense_is_answered_with_a_sentence(
    mira: Browser, path: str, fields: dict[str, str], expected: int
) -> None:
    page = mira.post(path, fields)
    assert page.status_code == expected
    assert 'role="alert"' in page.text


def test_a_form_that_is_too_large_is_refused(mira: Browser) -> None:
    assert mira.post("/desk/decide", {"id": "x" * 600_000}).status_code == 413


def test_a_card_leads_to_what_is_like_it(server: Served, mira: Browser) -> None:
    text = (
        "Very helpful post. Fitted kitchens in {} and the surrounding area, our team offers a free "
        "design visit and the best prices. Call today on 01632 960 123 or visit https://k.example/"
    )
    for k, town in enumerate(("Leeds", "York", "Hull")):
        body = {
            "text": text.format(town), "author": "Kitchens", "author_email": f"k+{k}&x@k.example",
            "permalink": "https://blog.example/a post?x=1&y=2#z", "post_title": "Kitchens",
        }  # fmt: skip
        sent = server.client.post("/v1/comments", json=body, headers=server.auth())
        assert sent.json()["verdict"]["action"] == "hold"
    page = mira.get("/desk?q=01632 960 123").text
    for name, found in (("by", 1), ("post", 3), ("campaign", 3)):
        link = re.search(rf'href="(/desk\?{name}=[^"]+)"', page)
        assert link
        there = mira.get(link[1].replace("&amp;", "&")).text
        assert there.count('<article class="card"') == found
        assert f"one {'author' if name == 'by' else name} only" in there


def test_no_address_of_the_desk_holds_an_author_s_address(server: Served, mira: Browser) -> None:
    comment_id = arrive(server.guard, replace(another(), author_email="Ann@quiet.example"))
    arrive(server.guard, replace(another(), author_email="joann@quiet.example"))
    for path in ("/desk", f"/desk/comments/{comment_id}"):
        page = mira.get(path).text
        assert "Ann@quiet.example" in page
        assert not re.search(r'(?:href|action)="[^"]*quiet', page)
    link = re.search(r'href="(/desk\?by=[^"]+)"[^>]*><bdi dir="ltr">Ann@', page)
    assert link
    found = mira.get(link[1].replace("&amp;", "&")).text
    assert ids(found) == [comment_id]
    assert 'name="by"' in found
    assert (
        "by one author"
        in mira.get("/desk/bulk?" + link[1].split("?")[1].replace("&amp;", "&")).text
    )


@pytest.mark.parametrize("mark", ["x", "0" * 17, "ffffffffffffffff", "-1", "0x00000000000001"])
def test_an_author_that_nobody_is_breaks_nothing(mira: Browser, mark: str) -> None:
    assert mira.get(f"/desk?by={mark}").status_code == 200


def _flood(server: Served, words: str, count: int = 4) -> list[str]:
    return [
        arrive(server.guard, Comment(text=f"{ADVERT.text} {words}, ask for offer {k}", author="Boost"))
        for k in range(count)
    ]  # fmt: skip


def test_like_words_of_many_published_readers_are_not_ticked(server: Served, mira: Browser) -> None:
    flood = _flood(server, "Slate and tile, all roofs of every age, no job too large for us")
    where = "/desk?status=published"
    assert re.search(
        r'name="like" value="1" checked> <span>all 4 like this, by 1 author<',
        mira.get("/desk").text,
    )
    with server.guard.store.transaction() as connection:
        for k, one in enumerate(flood):
            connection.execute(
                table.update().where(table.c.id == one).values(status="published", author=f"Reader {k}")
            )  # fmt: skip
    page = mira.get(where).text
    assert "all 4 like this, by 4 authors" in page
    assert 'name="like" value="1" checked' not in page


def test_of_selected_cards_each_takes_along_what_its_own_tick_says(
    server: Served, mira: Browser
) -> None:
    one = _flood(server, "Gutters cleaned and painted in a day by people who like ladders")
    two = _flood(server, "Chimneys swept before winter, and a photograph of the inside for you")
    page = mira.get("/desk").text
    stamped = [("id", stamps(page, one[-1])), ("id", stamps(page, two[-1]))]
    fields = [*stamped, ("like", one[-1]), ("decision", "spam"), ("back", "/desk")]
    answer = mira.post("/desk/decide", fields, {"hx-request": "true"}).text
    assert "Marked as spam: 5 comments." in answer
    assert {status(server, k) for k in one} == {"rejected"}
    assert [status(server, k) for k in two] == ["held", "held", "held", "rejected"]
    # The rest of the campaign decided alone takes its card's place at once.
    behind = answer.partition(f'hx-swap-oob="afterend:#c-{two[-1]}"')[2]
    assert ids(behind) == [two[2]]
    assert "all 3 like this" in behind
    assert ids(answer) == [two[2]]
    # Where every comment has a card of its own, nothing comes in twice.
    alone = [("id", stamps(answer, two[2])), ("decision", "spam"), ("back", "/desk?q=Chimneys")]
    assert ids(mira.post("/desk/decide", alone, {"hx-request": "true"}).text) == []


def test_what_a_long_comment_is_held_for_is_in_view_and_its_page_is_whole(
    server: Served, mira: Browser
) -> None:
    long = "We walked along the river and talked about nothing much, as one does in spring. " * 60
    comment_id = arrive(server.guard)
    with server.guard.store.transaction() as connection:
        stored = comments.find(connection, comment_id)
        assert stored is not None
        number = "ring 01632 960 148"
        body = {"reasons": [{"code": "phone_number", "weight": 2.0, "spans": [
            {"start": len(long), "end": len(long) + len(number)}]}], "action": "hold"}  # fmt: skip
        connection.execute(
            table.update().where(table.c.id == comment_id).values(text=f"{long}{number} {long}")
        )
        connection.execute(
            verdicts.update().where(verdicts.c.comment_id == comment_id).values(body=body)
        )
    page = mira.get("/desk").text
    shown = re.sub(r"<details>.*?</details>", "", page, flags=re.DOTALL)
    assert "ring 01632 960 148</mark>" in shown
    assert "characters in between" in page
    alone = mira.get(f"/desk/comments/{comment_id}").text
    assert "<details>" not in alone.partition('<div class="text"')[2].partition("</article>")[0]


def test_without_scripts_a_selected_card_takes_along_what_it_says(
    server: Served, mira: Browser
) -> None:
    one = _flood(server, "Hedges cut square and carted away by a crew with its own shredder")
    two = _flood(server, "Windows washed on both sides of the glass, frames and sills as well")
    page = mira.get("/desk").text
    for newest in (one[-1], two[-1]):
        card = page.partition(f'id="c-{newest}"')[2].partition("</article>")[0]
        assert (
            f'<noscript><label class="like"><input type="checkbox" form="bulk" name="with" value="{newest}" '
            "checked> <span>selected with all 4 like it</span></label></noscript>" in card
        )
    stamped = [("id", stamps(page, one[-1])), ("id", stamps(page, two[-1]))]
    fields = [*stamped, ("with", one[-1]), ("decision", "spam"), ("back", "/desk")]
    assert "Marked as spam: 5 comments." in mira.post("/desk/decide", fields).text
    assert {status(server, k) for k in one} == {"rejected"}
    assert [status(server, k) for k in two] == ["held", "held", "held", "rejected"]
    # A script says in `like` what is ticked in sight; a tick that nobody sees says nothing.
    three = _flood(server, "Lawns rolled, sown and watered until they are green from edge to edge")
    alone = [("id", stamps(mira.get("/desk").text, three[-1])), ("decision", "spam")]
    answer = mira.post("/desk/decide", [*alone, ("with", three[-1])], {"hx-request": "true"}).text
    assert "Marked as spam: 1 comment." in answer
