"""What a post and the comment above cost beside the comment itself: platforms send both, rivals read neither.

Posts repeat, as they do on a blog; every comment answers another one, which nobody has sent before.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle

from clock import median, seconds
from commentguard.comment import Comment
from commentguard.scoring.scorer import Scorer
from texts import Texts

_BATCH, _ROUNDS, _SINGLES, _POSTS = 256, 5, 400, 100


def measure(scorer: Scorer, texts: Texts) -> dict[str, dict[str, float]]:
    """Microseconds a comment, in batches and one by one, by what was sent with it; medians of interleaved rounds."""
    spent: dict[str, dict[str, list[float]]] = {}
    for number in range(_ROUNDS):
        for key, ask, most in (("batch_us", _batches, None), ("one_us", _singly, _SINGLES)):
            for name, comments in _sent(texts, f"{key} {number}").items():
                some = comments[:most]
                times = spent.setdefault(name, {}).setdefault(key, [])
                times.append(seconds(lambda ask=ask, some=some: ask(scorer, some)) / len(some))
    return {
        name: {key: median(times) * 1e6 for key, times in found.items()}
        for name, found in spent.items()
    }


def _sent(texts: Texts, mark: str) -> dict[str, list[Comment]]:
    """The same comments with more and more around them; `mark` makes those above new."""
    alone = [Comment(text=text) for text in texts.texts]
    posts = texts.records[:: len(texts.records) // _POSTS]
    posted = [
        replace(one, post_title=post.post_title or "Slates", post_text=post.text)
        for one, post in zip(alone, cycle(posts), strict=False)
    ]
    answers = [
        replace(one, parent_text=f"{texts.texts[k - 1]} {mark}") for k, one in enumerate(posted)
    ]
    return {
        "the comment": alone,
        "with its post": posted,
        "with its post and the comment above": answers,
    }


def _batches(scorer: Scorer, comments: list[Comment]) -> None:
    for k in range(0, len(comments), _BATCH):
        scorer.probabilities(comments[k : k + _BATCH])


def _singly(scorer: Scorer, comments: list[Comment]) -> None:
    for comment in comments:
        scorer.score(comment)
