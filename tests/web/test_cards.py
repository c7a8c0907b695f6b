"""What a card shows of a comment, and where it leads."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from tests.service.desk import ADVERT, another, arrive
from tests.web.cards import ids, send_flood
from tests.web.desk import Browser, signed_in

from commentguard.comment import Comment
from commentguard.storage import comments
from commentguard.storage.tables import comments as table
from commentguard.storage.tables import verdicts
from commentguard.testing.serving import Served

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"


@pytest.fixture(scope="module")
def mira(server: Served) -> Browser:
    return signed_in(server, "mira")


def test_a_card_shows_why_and_who_and_where(server: Served, mira: Browser) -> None:
    comment_id = arrive(server.guard, replace(ADVERT, parent_text="Slugs!", parent_author="Ann"))
    page = mira.get("/desk").text
    assert comment_id in ids(page)
    for said in (
        "a phone number offered to readers", "01632 960 148</mark>", "Growing tomatoes on a balcony",
        "nothing published yet", "replying to", "Slate Roofing Leeds", "almost certain",
    ):  # fmt: skip
        assert said in page, said


def test_of_an_author_whom_nothing_tells_apart_nothing_is_claimed(
    server: Served, mira: Browser
) -> None:
    """With neither e-mail nor network address, whoever has published much is nobody in particular."""
    named = arrive(server.guard, replace(another(), author_email=""))
    nameless = arrive(server.guard, replace(another(), author="", author_email=""))
    known = arrive(server.guard, another())
    told, unknown = "nothing published yet", "not known without an e-mail or network address"
    for comment_id, said in ((named, unknown), (nameless, ""), (known, told)):
        card = mira.get(f"/desk/comments/{comment_id}").text
        assert [one for one in (told, unknown) if one in card] == ([said] if said else [])


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


@pytest.mark.parametrize(
    ("permalink", "written"),
    [
        ("https://blog.example/a?x=1&y=2", "https://blog.example/a?x=1&amp;y=2"),
        ("HTTP://blog.example/a", "HTTP://blog.example/a"),
        ('https://blog.example/"><b>', "https://blog.example/&#34;&gt;&lt;b&gt;"),
        ("javascript:alert(1)//https://", ""),
        ("//blog.example/a", ""),
        ("/a", ""),
    ],
)
def test_a_card_leads_to_the_page_on_the_blog(
    server: Served, mira: Browser, permalink: str, written: str
) -> None:
    comment_id = arrive(server.guard, replace(another(), permalink=permalink))
    page = mira.get(f"/desk/comments/{comment_id}").text
    said = '" target="_blank" rel="noopener noreferrer nofollow">on the blog</a>'
    assert re.findall(rf'<a class="out" href="([^"]*){said}', page) == (
        [written] if written else []
    )
    assert f'href="{permalink}"' not in page or written == permalink


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


def test_a_word_in_place_of_an_address_leads_to_nobody_else(server: Served, mira: Browser) -> None:
    unknown, known = (
        arrive(server.guard, replace(another(), author_email="none", author_ip=ip))
        for ip in ("", "198.51.100.79")
    )
    page = mira.get(f"/desk/comments/{unknown}").text
    assert '<bdi dir="ltr">none</bdi>' in page
    assert "/desk?by=" not in page
    page = mira.get(f"/desk/comments/{known}").text
    (link,) = re.findall(r'href="(/desk\?by=[^"]+)" title="Only this author"', page)
    shown = mira.get(unescape(link)).text
    assert f'id="c-{known}"' in shown
    assert f'id="c-{unknown}"' not in shown


def test_like_words_of_many_published_readers_are_not_ticked(server: Served, mira: Browser) -> None:
    flood = send_flood(server, "Slate and tile, all roofs of every age, no job too large for us")
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
