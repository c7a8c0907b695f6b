"""The n-gram part by itself, against other ways of doing the same.

Words are read for the lexicons as well and bring their hashes along, so in batches that is not counted
here. Of a single comment it is: without reading its words there are no n-grams of it, and a cost that
moved next door is still paid. The part of it stands beside the figure.
"""

from __future__ import annotations

import numpy as np

from clock import seconds
from commentguard.features.ngrams import CHAR_ORDERS, grams
from commentguard.text.document import Document
from commentguard.text.page import Page
from commentguard.text.words import Words, read_words

_ROUNDS = 7
_BATCH = 256
_BLOCK = 128 * 1024


def measure(documents: list[Document]) -> dict[str, float]:
    """Megabytes a second in batches, and microseconds for one comment of the median size."""
    size = sum(len(d.text) for d in documents) / 1e6
    parts = [documents[k : k + _BATCH] for k in range(0, len(documents), _BATCH)]
    pages = [Page.of([d.text for d in part]) for part in parts]
    read = [read_words(page) for page in pages]

    def batches() -> None:
        for words in read:
            grams(words)

    batch = min(seconds(batches) for _ in range(_ROUNDS))
    joined = ["".join(d.text for d in part) for part in parts]
    wordless = [_without_words(words) for words in read]

    def characters() -> None:
        for words in wordless:
            grams(words)

    mine = min(seconds(characters) for _ in range(_ROUNDS))
    plain = min(seconds(lambda: [_rolling(text) for text in joined]) for _ in range(_ROUNDS))

    alone_pages = [Page.of([d.text]) for d in documents]
    single = [read_words(page) for page in alone_pages]

    def alone() -> None:
        for words in single:
            grams(words)

    def words_alone() -> None:
        for page in alone_pages:
            read_words(page)

    words_one = min(seconds(words_alone) for _ in range(_ROUNDS)) / len(documents)
    one = min(seconds(alone) for _ in range(_ROUNDS)) / len(documents) + words_one
    return {
        "words_one_us": words_one * 1e6,
        "batch_mb_per_second": size / batch,
        "plain_blocks_mb_per_second": size / plain,
        "characters_mb_per_second": size / mine,
        "slower_than_plain_blocks": mine / plain,
        "one_us": one * 1e6,
        "one_us_per_300_characters": one * 1e6 / (size * 1e6 / len(documents)) * 300,
    }


def _without_words(words: Words) -> Words:
    """The same page, of which only characters are hashed: room is made for them, and ends of texts are marked."""
    none = words.begins[:0]
    return words._replace(begins=none, ends=none, first=np.zeros_like(words.first))


def _rolling(text: str) -> int:
    """What is compared with: character n-grams alone, rolled in blocks that fit the cache."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    count = 0
    for start in range(0, len(codes), _BLOCK):
        block = codes[start : start + _BLOCK]
        rolling = block.copy()
        for order in CHAR_ORDERS:
            rolling = rolling[:-1] * np.uint32(0x01000193) + block[order - 1 :]
            mixed = (rolling ^ (rolling >> np.uint32(15))) * np.uint32(0x9E3779B1)
            count += len(mixed >> np.uint32(14))
    return count
