"""What happened on the fictional site: who commented what when, drawn by a fixed seed."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from commentguard.comment import Comment
from commentguard.storage.clock import DAY

WEEKS = 17
HOME = "https://windowsill.example"
_REPLIES = 22


@dataclass(frozen=True, slots=True)
class Arrival:
    """A comment and when it came. `wanted` is whether the site's people would publish it;
    `campaign` names the flood that it is part of.
    """

    at: int
    comment: Comment
    wanted: bool
    campaign: str = ""


class Story:
    """The same story for every seed of the same number; times end shortly before `end`."""

    def __init__(self, end: int, seed: int = 4) -> None:
        text = files(__package__).joinpath("garden.json").read_text("utf-8")
        self.told: dict[str, Any] = json.loads(text)
        self._end, self._chance = end, random.Random(seed)
        self._posts = {post["slug"]: post for post in self.told["posts"]}

    def arrivals(self) -> list[Arrival]:
        """Everything that arrived, in order of time."""
        found = [*self._readers(), *self._doubtful(), *self._adverts(), *self._campaigns()]
        return sorted(found, key=lambda one: (one.at, one.comment.text))

    def _readers(self) -> Iterator[Arrival]:
        readers = self.told["readers"]
        for group in self.told["ham"]:
            earlier: list[tuple[str, str]] = []
            for text in group["texts"]:
                author = self._chance.choice(readers)
                parent = (
                    self._chance.choice(earlier)
                    if earlier and self._chance.random() < 0.3
                    else None
                )
                yield Arrival(self._time(), self._by(author, text, group["post"], parent), True)
                earlier.append((author, text))
            for _ in range(_REPLIES):
                reply, parent = (
                    self._chance.choice(self.told["replies"]),
                    self._chance.choice(earlier),
                )
                author = self._chance.choice(readers)
                yield Arrival(self._time(), self._by(author, reply, group["post"], parent), True)

    def _doubtful(self) -> Iterator[Arrival]:
        """Readers who sound like sellers, and sellers who sound like readers."""
        for name, wanted in (("edge", True), ("sly", False)):
            for one in self.told[name]:
                comment = self._by(
                    one["author"], one["text"], one["post"], None, one.get("url", "")
                )
                yield Arrival(self._time(), comment, wanted)

    def _adverts(self) -> Iterator[Arrival]:
        for advert in self.told["adverts"]:
            for _ in range(self._chance.choice((2, 3, 4))):
                comment = self._by(
                    advert["author"], advert["text"], self._chance.choice(list(self._posts)), None,
                    advert.get("url", ""),
                )  # fmt: skip
                yield Arrival(self._time(), comment, False)

    def _campaigns(self) -> Iterator[Arrival]:
        for number, campaign in enumerate(self.told["campaigns"]):
            begins = self._end - (3 + 34 * number) * DAY
            for n in range(campaign["count"]):
                slug, town = (
                    self._chance.choice(list(self._posts)),
                    self._chance.choice(self.told["towns"]),
                )
                text = campaign["text"].format(town=town, n=n, slug=slug)
                author = self._chance.choice(campaign["authors"]).format(town=town, n=n)
                at = begins + int(self._chance.random() * campaign["days"] * DAY)
                yield Arrival(at, self._by(author, text, slug, None), False, campaign["text"])

    def _time(self) -> int:
        # More lately than long ago, by day rather than by night.
        back = int(WEEKS * 7 * self._chance.betavariate(1, 1.4))
        hour = min(23.9, max(0.1, self._chance.gauss(15, 4)))
        day = self._end - self._end % DAY - back * DAY
        return min(self._end - 60_000, int(day + hour * DAY / 24))

    def _by(
        self, author: str, text: str, slug: str, parent: tuple[str, str] | None, url: str = ""
    ) -> Comment:
        post = self._posts[slug]
        name = "".join(letter for letter in author.casefold() if letter.isalnum())
        return Comment(
            text=text,
            author=author,
            author_email=f"{name or 'someone'}@mail.example",
            author_url=url,
            permalink=f"{HOME}/{slug}",
            post_title=post["title"],
            post_text=post["text"],
            post_tags=tuple(post["tags"]),
            parent_author=parent[0] if parent else "",
            parent_text=parent[1] if parent else "",
        )
