"""Comments to decide and a search without end, for tests of the desk."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import count

from sqlalchemy import Connection

from commentguard.comment import Comment
from commentguard.service.guard import Guard
from commentguard.service.receive import Received, receive

ADVERT = Comment(
    text="Call us now on 01632 960 148 for a free quote. Serving Leeds, Bradford and Wakefield.",
    author="Slate Roofing Leeds",
    author_email="office@roofing.example",
    permalink="https://blog.example/tomatoes",
    post_title="Growing tomatoes on a balcony",
)


_numbers = count(1)


_BODIES = (
    "Call us now on 01632 960 {k:03} for your free quote, {n} roofs done so far.",
    "Our plumbers come within the hour, call us now on 01632 960 {k:03}, offer {n} ends on Friday.",
    "Looking for carpets? Call us on 01632 960 {k:03} or visit our shop, {n} square metres at half price.",
    "We build websites for small firms, contact us at https://web{k}.example, {n} happy customers.",
    "Tree surgeons in Carlisle, Penrith and Kendal, fully insured, 01632 960 {k:03}, job number {n}.",
    "Get your loan approved in minutes at https://loans{k}.example, no checks, up to {n} pounds.",
    "Best locksmiths in Derby, call us on 01632 960 {k:03} for a free quote, {n} locks opened by us.",
)

# What makes a comment its own: with three such numbers two of a body are near copies now and then, and one card.
_APART = (
    104_729, 1_299_709, 15_485_863, 32_452_843, 49_979_687, 67_867_967, 86_028_121, 122_949_823,
)  # fmt: skip


def another() -> Comment:
    """An advert by somebody else: the same text again would be answered as it was decided before.

    Numbered on from one test to the next; none of the first 3,000 is a near copy of another.
    """
    k = next(_numbers)
    own = " ".join(str(k * each) for each in _APART)
    return replace(
        ADVERT,
        text=f"{_BODIES[k % len(_BODIES)].format(k=k, n=k * 7919)} {own}",
        author=f"Firm number {k}",
        author_email=f"office{k}@firm{k}.example",
    )


def arrive(guard: Guard, comment: Comment | None = None, site: str = "blog") -> str:
    """The identifier of a comment that was just received; `another` unless one is given."""
    comment = comment or another()
    received = asyncio.run(receive(guard, guard.directory.sites[site], comment))
    assert isinstance(received, Received)
    return received.id


_ENDLESS = (
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1000000000)"
    " SELECT count(*) FROM n"
)


def endless(connection: Connection) -> int:
    """A look-up that takes longer than anybody waits."""
    return int(connection.exec_driver_sql(_ENDLESS).scalar_one())
