"""Comments to decide, for tests of the desk."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import count

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


def another() -> Comment:
    """An advert by somebody else: the same text again would be answered as it was decided before."""
    k = next(_numbers)
    return replace(
        ADVERT,
        text=f"Call us now on 01632 960 {k:03} for your free quote number {k}, {k * 7919} roofs done.",
        author_email=f"office{k}@roofing.example",
    )


def arrive(guard: Guard, comment: Comment | None = None, site: str = "blog") -> str:
    """The identifier of a comment that was just received; `another` unless one is given."""
    comment = comment or another()
    received = asyncio.run(receive(guard, guard.directory.sites[site], comment))
    assert isinstance(received, Received)
    return received.id
