"""Which comments a bundle carries to prove that the code still computes its features.

Taken from our own writing: the fewest rows that make every column move, plus a handful written
here for columns that no corpus moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commentguard.comment import Comment
from commentguard.errors import ModelError
from commentguard.features.encoder import Encoder
from commentguard.scoring.bundle import Bundle, columns_of, load, trees_for
from commentguard.scoring.scores import score_views
from commentguard.scoring.shipped import default_model

_WRITTEN: tuple[Comment, ...] = (
    Comment(text="Thanks all, I have updated the post.", author="Nora", author_role="administrator"),
    Comment(text="Same here, mine took a week.", author="Tom Ellery", author_approved=4),
    Comment(text="WHY DOES NOBODY EVER ANSWER THE QUESTION ABOUT THE STOVE?"),
    Comment(text="A 2017 trial, table 3 of the paper, is worth reading: the study is peer reviewed."),
    Comment(text=""),
    Comment(text="V1agra and c4sino bonus, ca\u200bsino, v\u0456agra, ｂｅｓｔ ｌｏａｎｓ, c a l l   m e   n o w"),
    Comment(text="qwrtp zxkjh vbnmq asdfgh http://qwrtp.example", author="xkjqw"),
    Comment(text="Sub to me and I sub back! Check out my channel, help me reach 1000 subs!!!!!"),
    Comment(text="#best #cheap #roof #slate #tiles #leeds cheap roofers #repair #gutters #fascia"),
    Comment(text="Great post, thanks for sharing. <a href='http://pills.example'>cheap pills</a>"),
    Comment(text="Ring zero one six three two, nine six zero, one four eight for a free quote."),
    Comment(text="Mail me at joan [at] stoves [dot] example, we offer free surveys."),
    Comment(text="Samaritans are on 116 123, and the helpline 0800 111 2222 is free to ring."),
    Comment(
        text="Serving Leeds, Bradford, Wakefield and Halifax. We offer unbeatable prices, free "
        "quotes and same day service. Call us now on 01632 960 148 or visit www.slates.example",
        author="Slate Roofing Leeds",
        author_url="https://slates.example",
        post_title="Growing tomatoes on a balcony",
        post_text="Which varieties like a pot.",
    ),
)  # fmt: skip


def choose_probes(own: Sequence[Comment], encoder: Encoder, at_most: int = 48) -> list[Comment]:
    """Written probes first, then greedily the row that moves most columns not yet moved.

    What `own` cannot move, probes of the shipped model do: somebody who trains on five hundred
    comments of one blog has no pointing emoji among them, and that is no reason to refuse.
    Raises `ModelError` naming the columns that nothing moves: a lock with a hole is no lock.
    """
    chosen = list(_WRITTEN)
    moved: NDArray[np.bool_] = np.any(encoder.encode(chosen).dense > 0, axis=0)
    for source in (own, () if moved.all() else _shipped()):
        live = encoder.encode(source).dense > 0
        while len(source) and len(chosen) < at_most:
            gain = (live & ~moved).sum(axis=1)
            best = int(np.argmax(gain))
            if not gain[best]:
                break
            chosen.append(source[best])
            moved |= live[best]
    still = [name for name, seen in zip(encoder.columns, moved, strict=True) if not seen]
    if still:
        raise ModelError(f"no probe moves these columns: {', '.join(still)}")
    return chosen


def _shipped() -> list[Comment]:
    """The comments that the shipped model proves itself with; none where there is no such model."""
    try:
        return [
            Comment.from_mapping(p["comment"]) for p in load(default_model(), prove=False).probes
        ]
    except ModelError:
        return []


def write_probes(
    bundle: Bundle, encoder: Encoder, own: Sequence[Comment]
) -> tuple[dict[str, Any], ...]:
    """Comments with the columns and log-odds that they have today, for the bundle to prove itself."""
    comments = choose_probes(own, encoder)
    encoded = encoder.encode(comments)
    scores = score_views(encoded, bundle.unwanted, bundle.sentences, trees_for(bundle, encoder))
    return tuple(
        {
            "comment": comment.to_mapping(),
            "columns": columns_of(encoded, encoder, k),
            "log_odds": float(scores[k]),
        }
        for k, comment in enumerate(comments)
    )
