"""Is work linear in the length of hostile text? Tests assert no times, so this does.

Every generator that evidence or we could think of, at 8 and at 16 KiB, the median of nine
runs each; twice the text may cost at most three times the time. One retry, because machines
have bad moments; a second failure is a finding.
"""

from __future__ import annotations

import random
import statistics
import string
import sys
import time
from collections.abc import Callable

from commentguard import Comment, load
from commentguard.api.akismet.fields import read
from commentguard.service.sought import sought_words
from commentguard.text.blank import is_blank
from commentguard.text.spelling import spelling

HALF, FULL = 8 * 1024, 16 * 1024
_RUNS = 9
_LIMIT = 3.0

_DRAW = random.Random(1)
_SHORT = [word for word in map(spelling().word, range(spelling().count)) if 4 <= len(word) <= 5]


def _new_words(size: int) -> str:
    """Words that nobody has sent before, whenever it is asked."""
    words = (
        "".join(_DRAW.choices(string.ascii_lowercase, k=_DRAW.randint(4, 6)))
        for _ in range(size // 5)
    )
    return " ".join(words)[:size]


def _new_slips(size: int) -> str:
    """The same of short known words with a letter too many."""
    words = [_DRAW.choice(_SHORT) for _ in range(size // 5)]
    places = (_DRAW.randrange(len(word) + 1) for word in words)
    return " ".join(
        word[:k] + _DRAW.choice(string.ascii_lowercase) + word[k:]
        for word, k in zip(words, places, strict=True)
    )[:size]


GENERATORS: dict[str, Callable[[int], str]] = {
    "letters": lambda n: "a" * n,
    "words": lambda n: ("plain words here " * n)[:n],
    "spaces": lambda n: " " * (n - 1) + "x",
    "newlines": lambda n: "\n" * n,
    "digits": lambda n: "1 " * (n // 2),
    "phone groups": lambda n: ("415-555-0132 " * n)[:n],
    "digit words": lambda n: ("zero seven nine " * n)[:n],
    "leet runs": lambda n: ("0l5 b1o " * n)[:n],
    "brackets": lambda n: "(" * n,
    "tags": lambda n: ("<div>" * n)[:n],
    "open tags": lambda n: ("<a href=" * n)[:n],
    "entities": lambda n: ("&amp;" * n)[:n],
    "bbcode": lambda n: ("[url=x" * n)[:n],
    "dots": lambda n: ("a." * n)[:n],
    "hosts": lambda n: ("a.b.example " * n)[:n],
    "at signs": lambda n: ("a@b." * n)[:n],
    "www": lambda n: ("www." * n)[:n],
    "hidden hosts": lambda n: ("x [dot] " * n)[:n],
    "commas": lambda n: ("a,b," * n)[:n],
    "keywords": lambda n: ("roof repair leeds, " * n)[:n],
    "hashtags": lambda n: ("#tag" * n)[:n],
    "places": lambda n: ("Leeds, York, " * n)[:n],
    "capitals": lambda n: ("San San San " * n)[:n],
    "offers": lambda n: ("visit our shop we offer free quotes " * n)[:n],
    "quotes": lambda n: ('"call us now ok ok" ' * n)[:n],
    "apart": lambda n: ("c a l l " * n)[:n],
    "zero width": lambda n: "a\u200b" * (n // 4),
    "look-alikes": lambda n: "c\u0430s " * (n // 5),
    "full width": lambda n: "ｃａｌｌ " * (n // 13),
    "emoji": lambda n: "😀" * (n // 4),
    "combining": lambda n: "e\u0301" * (n // 3),
    "gibberish": lambda n: ("xkqjz " * n)[:n],
    "sentences": lambda n: ("It was so. " * n)[:n],
    "new words": _new_words,
    "new slips": _new_slips,
}

_SHOWN = ("<", "&", "[", "\u200b", "<p>", "<!--")


def ratio(judge: Callable[[str], object], make: Callable[[int], str]) -> tuple[float, float]:
    """Cost of the full text over cost of half of it, and the full cost in milliseconds."""
    times: dict[int, list[float]] = {HALF: [], FULL: []}
    for _ in range(_RUNS):
        for size in (HALF, FULL):
            # Made anew each time: some are made of words that nobody has sent before.
            text = make(size)
            # The processor's time and not the wall's: neighbours must not fail a pattern.
            start = time.process_time()
            judge(text)
            times[size].append(time.process_time() - start)
    middle = {size: statistics.median(found) for size, found in times.items()}
    return middle[FULL] / middle[HALF], middle[FULL] * 1000


def _form(body: str) -> str:
    return read(body.encode(), "application/x-www-form-urlencoded", b"").text("a")


def main() -> int:
    scorer = load()
    scorer.score(Comment(text="Warm up in Leeds, 01632 960 148, www.shop.example"))
    cases = [
        (name, lambda text: scorer.score(Comment(text=text)), make)
        for name, make in GENERATORS.items()
    ]
    # What is asked of a text before it is cut to the length that is scored, and of a search.
    cases += [(f"blank {sign!a}", is_blank, lambda n, sign=sign: sign * n) for sign in _SHOWN]
    cases += [
        (f"a form of {sign}", _form, lambda n, sign=sign: "a=" + sign * 100 * n) for sign in "&=%+"
    ]
    cases.append(("a search", sought_words, lambda n: "1 " * (n // 2)))
    failed = []
    print(f"{'generator':16} {'ratio':>6} {'16 KiB ms':>10}")
    for name, judge, make in cases:
        found, cost = ratio(judge, make)
        if found > _LIMIT:
            found, cost = min((found, cost), ratio(judge, make))
        print(f"{name:16} {found:6.2f} {cost:10.2f}")
        if found > _LIMIT:
            failed.append(name)
    if failed:
        print(f"worse than linear: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
