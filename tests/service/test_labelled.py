"""What people decided, as labels: the last word that stands, copies once, nothing that is erased."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection
from tests.service.desk import ADVERT, another, arrive

from commentguard.comment import Comment
from commentguard.service.decide import Decision, decide, undo
from commentguard.service.erase import erase
from commentguard.service.guard import Guard
from commentguard.service.labelled import labelled

MIRA = "user:mira"


def told(connection: Connection, site: str = "blog") -> list[tuple[str, str]]:
    return [(one.stored.id, one.label) for one in labelled(connection, site)]


def test_each_comment_has_its_last_label_and_the_newest_decision_comes_first(guard: Guard) -> None:
    first, second, _ = (arrive(guard) for _ in range(3))
    with guard.store.transaction() as connection:
        decide(guard, connection, MIRA, {"blog"}, [first], Decision.PUBLISH)
        decide(guard, connection, MIRA, {"blog"}, [second], Decision.SPAM)
        assert told(connection) == [(second, "spam"), (first, "ham")]
        decide(guard, connection, MIRA, {"blog"}, [first], Decision.PROMOTIONAL)
        assert told(connection) == [(first, "promotional"), (second, "spam")]


def test_what_was_taken_back_is_no_label_and_what_stood_before_is(guard: Guard) -> None:
    # Both before the transaction: a comment that arrives meanwhile waits for it in vain.
    one, only = arrive(guard), arrive(guard)
    with guard.store.transaction() as connection:
        decide(guard, connection, MIRA, {"blog"}, [one], Decision.SPAM)
        again = decide(guard, connection, MIRA, {"blog"}, [one], Decision.PROMOTIONAL)
        undo(guard, connection, MIRA, again.batch)
        assert told(connection) == [(one, "spam")]
        undo(
            guard, connection, MIRA,
            decide(guard, connection, MIRA, {"blog"}, [only], Decision.SPAM).batch,
        )  # fmt: skip
        assert told(connection) == [(one, "spam")]


def test_trash_says_nothing_and_other_sites_say_nothing_here(guard: Guard) -> None:
    one, other = arrive(guard), arrive(guard)
    with guard.store.transaction() as connection:
        decide(guard, connection, MIRA, {"blog"}, [one], Decision.TRASH)
        assert told(connection) == []
        decide(guard, connection, MIRA, {"blog"}, [other], Decision.SPAM)
        assert told(connection, "other") == []


def test_copies_count_once_by_the_newest_decision(guard: Guard) -> None:
    advert = another()
    copies = [arrive(guard, advert) for _ in range(3)]
    alone = arrive(guard, replace(advert, author="Ann", author_email="ann@reader.example"))
    with guard.store.transaction() as connection:
        decide(guard, connection, MIRA, {"blog"}, copies[:2], Decision.SPAM)
        decide(guard, connection, MIRA, {"blog"}, copies[2:], Decision.PROMOTIONAL)
        decide(guard, connection, MIRA, {"blog"}, [alone], Decision.PUBLISH)
        assert told(connection) == [(alone, "ham"), (copies[2], "promotional")]


def test_what_was_erased_is_no_longer_there(guard: Guard) -> None:
    one = arrive(guard, ADVERT)
    with guard.store.transaction() as connection:
        decide(guard, connection, MIRA, {"blog"}, [one], Decision.SPAM)
        assert told(connection) == [(one, "spam")]
    erase(guard.store, guard.secret, Comment(author_email=ADVERT.author_email))
    with guard.store.engine.connect() as connection:
        assert told(connection) == []
