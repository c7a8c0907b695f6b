"""Encoded batches taken apart into comments and put together anew, as if those had been encoded together.

To encode a comment takes a hundred times as long as to score it, and what is encoded of it is the same whatever
stands beside it. So a comment that is asked about in another company is not encoded again. Put together and not
scored one by one: scores are differences of sums over a whole batch, and another batch rounds them otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from commentguard.features.encoder import Encoded
from commentguard.features.ngrams import Grams
from commentguard.text.page import Ranges


def parted(encoded: Encoded) -> list[Encoded]:
    """Each comment of a batch as a batch of its own, without documents and readings.

    The trap: its arrays lie in those of the batch, which stay for as long as one of them does.
    """
    grams, count = encoded.grams, len(encoded.dense)
    starts, first = grams.starts.tolist(), grams.first_word.tolist()
    limits = [
        ranges[0].searchsorted(np.arange(count + 1)).tolist()
        for ranges in (encoded.segments, encoded.utterances)
    ]
    parts = []
    for k in range(count):
        # With the gap before the text, as a batch begins with one.
        gap, words = starts[k] - 1, slice(first[k], first[k + 1])
        own = Grams(
            grams.starts[k : k + 2] - gap,
            grams.chars[:, gap : starts[k + 1]],
            grams.by_word[:, words],
            grams.word_at[words] - gap,
            grams.word_end[words] - gap,
            grams.first_word[k : k + 2] - first[k],
            grams.word_name[words],
        )
        own_ranges = [
            _moved(whole[:, limit[k] : limit[k + 1]], -k)
            for whole, limit in zip((encoded.segments, encoded.utterances), limits, strict=True)
        ]
        parts.append(Encoded((), (), encoded.dense[k : k + 1], own, *own_ranges))
    return parts


def joined(parts: Sequence[Encoded]) -> Encoded:
    """One batch of batches of one comment each, of which there is at least one."""
    grams = [part.grams for part in parts]
    # Each text with the gap behind it; the gap before it is that behind the last one.
    gaps = np.cumsum([0, *(one.chars.shape[1] - 1 for one in grams)])
    first = np.cumsum([0, *(one.by_word.shape[1] for one in grams)])
    by_gap = list(zip(grams, gaps.tolist(), strict=False))
    return Encoded(
        (),
        (),
        np.concatenate([part.dense for part in parts]),
        Grams(
            gaps + 1,
            np.concatenate([grams[0].chars[:, :1], *(one.chars[:, 1:] for one in grams)], axis=1),
            np.concatenate([one.by_word for one in grams], axis=1),
            np.concatenate([one.word_at + gap for one, gap in by_gap]),
            np.concatenate([one.word_end + gap for one, gap in by_gap]),
            first,
            np.concatenate([one.word_name for one in grams]),
        ),
        _numbered([part.segments for part in parts]),
        _numbered([part.utterances for part in parts]),
    )


def _moved(ranges: Ranges, rows: int) -> Ranges:
    """The same ranges in comments that lie `rows` further behind."""
    return np.concatenate([ranges[:1] + rows, ranges[1:]])


def _numbered(ranges: Sequence[Ranges]) -> Ranges:
    """Ranges of comments by themselves as those of a batch of all of them."""
    found: Ranges = np.concatenate(ranges, axis=1)
    found[0] += np.repeat(np.arange(len(ranges)), [one.shape[1] for one in ranges])
    return found
