"""The queue: pages that neither repeat nor skip, filters, and what they cost."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from commentguard.comment import Comment
from commentguard.service.correct import record
from commentguard.service.guard import Guard
from commentguard.service.receive import Received, receive
from commentguard.service.review import ORDERS, Filter, counts, listed, page_of, reads_rows, waiting
from commentguard.storage.comments import Status
from commentguard.verdict import Code, Label

ADVERTS = (
    "Call us now on 01632 960 148 for a free quote. Serving Leeds, Bradford and Wakefield.",
    "Best plumber in Leeds, call 01632 960 149 today for a free quote, 100% of it cheap!",
    "Visit www.cheap-roofs.example for a discount on every roof in Leeds, call us now!",
)


@pytest.fixture
def queue(guard: Guard) -> list[str]:
    """Twelve held comments on `blog`, one on `other`, in order of arrival."""
    made = []
    for k in range(12):
        made.append(take(guard, Comment(text=f"{ADVERTS[k % 3]} No. {k}", author=f"Author{k}")))
    take(guard, Comment(text=ADVERTS[0]), site="other")
    return made


def take(guard: Guard, comment: Comment, site: str = "blog") -> str:
    received = asyncio.run(receive(guard, guard.directory.sites[site], comment))
    assert isinstance(received, Received)
    assert received.status is Status.HELD
    return received.id


def walk(guard: Guard, what: Filter, order: str, limit: int) -> list[str]:
    seen: list[str] = []
    after = ""
    while True:
        with guard.store.engine.connect() as connection:
            page = listed(connection, what, order=order, after=after, limit=limit)
        seen += [item.id for item in page.items]
        after = page.after
        if not after:
            return seen


@pytest.mark.parametrize(("counted", "ahead"), [(0, 6), (9, 9), (1000, 12)])
def test_what_is_ahead_is_counted_in_the_same_walk(
    guard: Guard, queue: list[str], counted: int, ahead: int
) -> None:
    with guard.store.engine.connect() as connection:
        page = listed(connection, Filter("blog"), limit=5, counted=counted)
    assert (len(page.items), page.ahead, bool(page.after)) == (5, ahead, True)
    assert len(queue) == 12


@pytest.mark.parametrize("limit", [1, 5, 12, 200])
def test_pages_hold_everything_once_in_order(guard: Guard, queue: list[str], limit: int) -> None:
    blog = Filter("blog")
    assert sorted(walk(guard, blog, "oldest", limit)) == sorted(queue)
    assert walk(guard, blog, "newest", limit) == walk(guard, blog, "oldest", limit)[::-1]
    likeliest = walk(guard, blog, "likeliest", limit)
    assert sorted(likeliest) == sorted(queue)
    with guard.store.engine.connect() as connection:
        page = listed(connection, blog, order="likeliest", limit=50)
    chances = [item.probability for item in page.items]
    assert chances == sorted(chances, reverse=True)


def test_a_decision_between_two_pages_moves_nothing_else(guard: Guard, queue: list[str]) -> None:
    blog = Filter("blog")
    with guard.store.transaction() as connection:
        first = listed(connection, blog, order="oldest", limit=5)
        for item in first.items[:3]:
            site = guard.directory.sites["blog"]
            record(guard, connection, site, item.id, Label.SPAM, actor="ann", source="desk")
        second = listed(connection, blog, order="oldest", after=first.after, limit=50)
    rest = [item.id for item in second.items]
    assert len(rest) == 7
    assert not set(rest) & {item.id for item in first.items}


def test_filters(guard: Guard, queue: list[str]) -> None:
    blog = Filter("blog")
    with guard.store.engine.connect() as connection:

        def found(what: Filter) -> int:
            return len(listed(connection, what, limit=200).items)

        assert found(blog) == 12
        assert found(Filter()) == 13
        assert found(replace(blog, statuses=(Status.PUBLISHED,))) == 0
        assert found(replace(blog, code=Code.PHONE_NUMBER)) == 8
        assert found(replace(blog, code=Code.SCAM)) == 0
        assert found(replace(blog, words="PLUMBER")) == 4
        assert found(replace(blog, words="author7")) == 1
        # What means something to LIKE means itself here.
        assert found(replace(blog, words="100%")) == 4
        assert found(replace(blog, words="%")) == 4
        assert found(replace(blog, words="_")) == 0
        assert found(replace(blog, words="' OR 1=1 --")) == 0
        assert found(replace(blog, since=0, until=1)) == 0


@pytest.mark.parametrize(
    "after", ["x", "1_", "_", "nan_a", "9" * 40 + "_a", "1_'; DROP TABLE", "1_\0"]
)
def test_a_broken_cursor_breaks_nothing(guard: Guard, queue: list[str], after: str) -> None:
    with guard.store.engine.connect() as connection:
        for order in ("newest", "oldest", "likeliest"):
            listed(connection, Filter("blog"), order=order, after=after)


@pytest.mark.parametrize(
    ("what", "reads"),
    [
        (Filter(site_id="blog", campaign="c", author_key=1, over=0.5, since=1), False),
        (Filter(words="roof"), True),
        (Filter(permalink="https://blog.example/post"), True),
        (Filter(client_id="c-17"), True),
    ],
)
def test_what_no_index_answers_is_a_search(what: Filter, reads: bool) -> None:
    assert reads_rows(what) is reads


def test_counts(guard: Guard, queue: list[str]) -> None:
    with guard.store.transaction() as connection:
        site = guard.directory.sites["blog"]
        record(guard, connection, site, queue[0], Label.HAM, actor="ann", source="desk")
        found = counts(connection, "blog")
        assert (found[Status.HELD], found[Status.PUBLISHED]) == (11, 1)
        assert {site: count for site, count, _ in waiting(connection)} == {"blog": 11, "other": 1}


@pytest.mark.parametrize("words", ["äpfel", "ÄPFEL", "Äpfel aus", "звоните", "ЗВОНИТЕ СЕЙЧАС"])
def test_case_does_not_count_in_any_alphabet(guard: Guard, words: str) -> None:
    take(guard, Comment(text=f"Äpfel aus Leeds, Звоните сейчас: {ADVERTS[0]}"))
    take(guard, Comment(text=ADVERTS[1]))
    assert len(walk(guard, Filter("blog", words=words), "newest", 5)) == 1


@pytest.mark.parametrize("words", ["FREE quote", "100%", "100_", "a/b", "%", "_", "/"])
def test_signs_in_a_search_are_signs(guard: Guard, words: str) -> None:
    texts = (
        "Call us now on 01632 960 148 for a free quote in Leeds.",
        "Call us now on 01632 960 149, 100% free, in Leeds.",
        "Call us now on 01632 960 150, 1000 free jobs at 100_a/b in Leeds.",
    )
    for text in texts:
        take(guard, Comment(text=text))
    expected = sum(words.casefold() in text.casefold() for text in texts)
    for order in ("newest", "unsure"):
        assert len(walk(guard, Filter("blog", words=words), order, 2)) == expected


@pytest.mark.parametrize("order", ORDERS)
def test_the_page_of_a_comment_holds_it(guard: Guard, queue: list[str], order: str) -> None:
    what = Filter(site_id="blog")
    with guard.store.transaction() as connection:
        whole = listed(connection, what, order=order).items
        for place, one in enumerate(whole):
            start = page_of(connection, what, one, order, 3)
            assert (start == "") is (place < 3)
            page = listed(connection, what, order=order, after=start, limit=3)
            assert one.id in [other.id for other in page.items]
        # It has left the list: what stood behind it stands at its place.
        left, behind = whole[6], whole[7]
        site = guard.directory.sites["blog"]
        record(guard, connection, site, left.id, Label.SPAM, actor="ann", source="desk")
        start = page_of(connection, what, left, order, 3)
        assert listed(connection, what, order=order, after=start, limit=3).items[0].id == behind.id
