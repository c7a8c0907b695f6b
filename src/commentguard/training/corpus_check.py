"""What our own corpus must be before anything is fitted or measured on it.

Every rule is a function from records (the fields of `data/blog_comments`) to problems, so that a
writer can run one rule on one file, and a test can show each of them failing. Rules about a single
record are in `record_check`. The rules about halves exist because a model that meets a test
telephone number's shape, or a test town, while it is trained, is graded on memory.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commentguard.comment import Comment
from commentguard.text.document import Document
from commentguard.training.record_check import Problem, faults

Record = Mapping[str, Any]

_NUMBER = re.compile(r"[+(]?\d[\d ().\-/]{5,48}\d")
# Ranges of years, dates and ISBNs look like numbers and belong to nobody.
_NOT_A_NUMBER = re.compile(
    r"(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d|(?:19|20)\d\d[-./]\d\d?[-./]\d\d?"
    r"|\d\d?[-./]\d\d?[-./](?:19|20)\d\d|97[89][- ]?(?:\d[- ]?){10}"
)
_WORD = re.compile(r"\w+")
_FEWEST_DIGITS = 7
# With fewer trigrams than this, two one-line comments are alike by being short.
_FEWEST_TRIGRAMS = 4


@dataclass(frozen=True, slots=True)
class Demands:
    """How much there must be. The defaults are the published promise of the corpus."""

    rows: int = 3000
    subjects: int = 60
    languages: int = 9
    ham_share: float = 1 / 2
    hard_share: float = 2 / 3
    paired_rows: int = 600
    test_ham: int = 60
    overlap: float = 0.6


def check(records: Sequence[Record], demands: Demands | None = None) -> list[Problem]:
    """Every problem of a whole corpus, in the order of the rules; empty when it may be used."""
    demands = demands or Demands()
    found = [problem for record in records for problem in faults(record)]
    # The rules across records read every field.
    if not any(problem.rule == "fields" for problem in found):
        for rule in RULES:
            found += rule(records, demands)
    return found


def amounts(records: Sequence[Record], demands: Demands) -> Iterator[Problem]:
    """Rows, subjects, languages, ham, hard ham, paired rows, test ham of each language."""
    ham = [r for r in records if r["label"] == "ham"]
    languages = {r["lang"] for r in records}
    for name, found, wanted in (
        ("rows", len(records), demands.rows),
        ("subjects", len({r["subject"] for r in records}), demands.subjects),
        ("languages", len(languages), demands.languages),
        ("ham", len(ham), demands.ham_share * len(records)),
        ("hard ham", sum(bool(r["hard"]) for r in ham), demands.hard_share * len(ham)),
        ("rows in pairs", sum(bool(r["pair_of"]) for r in records), demands.paired_rows),
    ):
        if found < wanted:
            yield Problem("amounts", "corpus", f"{found} {name}, wanted {wanted:.0f}")
    tested = Counter(r["lang"] for r in ham if r["split"] == "test")
    for code in sorted(languages):
        if tested[code] < demands.test_ham:
            said = f"{tested[code]} test ham in {code}, wanted {demands.test_ham}"
            yield Problem("amounts", "corpus", said)


def identities(records: Sequence[Record], _: Demands) -> Iterator[Problem]:
    """Identifiers are unique: a pair names its other member by one."""
    for identity, count in Counter(r["id"] for r in records).items():
        if count > 1:
            yield Problem("identities", identity, f"used {count} times")


def pairs(records: Sequence[Record], _: Demands) -> Iterator[Problem]:
    """Pairs are whole and mutual, flip the label, and stand under one post in one half."""
    by_id = {r["id"]: r for r in records}
    for record in records:
        if not record["pair_of"]:
            continue
        other = by_id.get(record["pair_of"])
        if other is None:
            yield Problem("pairs", record["id"], f"{record['pair_of']} is not there")
        elif other["pair_of"] != record["id"]:
            yield Problem("pairs", record["id"], f"{other['id']} does not name it back")
        elif other["label"] == record["label"]:
            yield Problem("pairs", record["id"], "both members have one label")
        elif any(other[f] != record[f] for f in ("split", "lang", "post_title")):
            yield Problem("pairs", record["id"], f"{other['id']} stands under another post or half")


def templates(records: Sequence[Record], demands: Demands) -> Iterator[Problem]:
    """No two comments share more than `overlap` of their word trigrams, unless declared a pair.

    Who shares that many shares one of the rarest: only with those that do is a comment compared.
    """
    grams = [trigrams(r["text"]) for r in records]
    common = Counter(gram for own in grams for gram in own)
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for k, own in enumerate(grams):
        rarest = sorted(own, key=common.__getitem__)
        # One more than the share, for what a product of floating point may fall short by.
        del rarest[int(max(0.0, 1 - demands.overlap) * len(own)) + 2 :]
        for j in sorted({j for gram in rarest for j in index.get(gram, ())}):
            count = len(own & grams[j])
            declared = records[j]["pair_of"] == records[k]["id"] or (
                records[k]["pair_of"] == records[j]["id"]
            )
            if declared or min(len(own), len(grams[j])) < _FEWEST_TRIGRAMS:
                continue
            alike = count / len(own | grams[j])
            if alike > demands.overlap:
                said = f"{alike:.2f} of its trigrams are those of {records[j]['id']}"
                yield Problem("templates", records[k]["id"], said)
        for gram in own:
            # Most stand in one comment alone: a list for each would cost more than the comparing.
            if common[gram] > 1:
                index[gram].append(k)


def trigrams(text: str) -> frozenset[tuple[str, ...]]:
    """Word trigrams with case folded and digits masked."""
    words = _WORD.findall(re.sub(r"\d", "0", text.lower()))
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def halves(records: Sequence[Record], _: Demands) -> Iterator[Problem]:
    """Training and test half share no subject, post, telephone shape or advertised place."""
    for name, read in _SHARED.items():
        seen: dict[str, dict[str, str]] = {"train": {}, "test": {}}
        for record in records:
            for value in read(record):
                seen.setdefault(record["split"], {}).setdefault(value, record["id"])
        for value in sorted(seen["train"].keys() & seen["test"].keys()):
            said = f"{name} {value!r} is in {seen['train'][value]} too"
            yield Problem("halves", seen["test"][value], said)


def number_shapes(text: str) -> set[str]:
    """Runs of seven digits and more with the digits masked: ``00000 000 000``.

    Separators stay, because it is the way of writing a number that a model learns by heart.
    """
    rest = _NOT_A_NUMBER.sub(" ", text)
    runs = (found.group().strip() for found in _NUMBER.finditer(rest))
    return {re.sub(r"\d", "0", r) for r in runs if sum(c.isdigit() for c in r) >= _FEWEST_DIGITS}


def advertised_places(record: Record) -> set[str]:
    """Places that the record's labelled `location_ad` evidence names, by the gazetteer.

    Names without a point (countries, states) are left out: a corpus of nine languages cannot
    have two halves that live in different countries. The trap: villages the gazetteer does not
    know are not seen.
    """
    found = set()
    for quote in record["evidence"].get("location_ad", ()):
        # A quoted list may begin in mid-sentence; the prefix keeps its first place from counting
        # as the opening of a sentence.
        document = Document(Comment(text=f"in {quote}", lang=record["lang"]))
        found |= {place.name for place in document.places if place.points}
    return found


_SHARED: Mapping[str, Callable[[Record], Iterable[str]]] = {
    "subject": lambda r: [r["subject"].casefold()],
    "post": lambda r: [r["post_title"].casefold()],
    "number shape": lambda r: number_shapes(f"{r['text']}\n{r['author']}"),
    "place": advertised_places,
}

RULES: tuple[Callable[[Sequence[Record], Demands], Iterator[Problem]], ...] = (
    amounts, identities, pairs, templates, halves,
)  # fmt: skip
