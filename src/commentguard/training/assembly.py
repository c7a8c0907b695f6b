"""``data.csv`` out of source files, for the corpora whose making is a rule.

The other corpora were chosen by reading, or joined with a crawl that nobody can repeat: no program makes
those again, and pretending to would make another corpus under the same name. What is made here is
compared with the catalogue's SHA-256, so a rule and a file that do not fit cannot go unnoticed.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from commentguard.errors import DataError
from commentguard.training.catalogue import Entry
from commentguard.training.download import digest

Rows = Iterator[Sequence[str | int]]

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")


def _sms(sources: Sequence[Path]) -> Rows:
    yield ("text", "label", "lang")
    for line in _lines(sources[0]):
        kind, _, text = line.partition("\t")
        label = ("ham", "spam").index(kind)
        yield (text if label else _MAIL.sub("EMAIL", text), label, "en")


def _telegram(sources: Sequence[Path]) -> Rows:
    yield ("text", "label")
    for source, label in zip(sources, (1, 0), strict=True):
        for line in _lines(source):
            yield (line.strip(), label)


def _foxnews(sources: Sequence[Path]) -> Rows:
    yield ("text", "label", "context_title", "context_text", "lang", "prev", "succ", "hateful")
    for line in _lines(sources[0]):
        row = json.loads(line)
        yield (
            row["text"], 0, row["title"], row["meta"], "en", row["prev"], row["succ"], row["label"],
        )  # fmt: skip


RECIPES: Mapping[str, Callable[[Sequence[Path]], Rows]] = {
    "sms_spam_collection": _sms,
    "telegram_tgspam": _telegram,
    "ham_foxnews": _foxnews,
}
"""By name of the corpus: its rows, the names of the columns first, from the files of its addresses."""


def assemble(entry: Entry, sources: Sequence[Path], target: Path) -> Path:
    """Make `target` of the source files. Raises `DataError`, and leaves nothing, when they cannot be
    read or what they give is not the corpus of the catalogue.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(RECIPES[entry.name](sources))
        found = digest(part)
    except (OSError, ValueError, KeyError, TypeError) as error:
        part.unlink(missing_ok=True)
        raise DataError(f"{entry.name}: the source files are not as expected: {error}") from error
    if found != entry.sha256:
        part.unlink()
        raise DataError(
            f"{entry.name}: its source files give another corpus than the catalogue's"
            f" (SHA-256 {found[:12]}…, wanted {entry.sha256[:12]}…); they are kept"
        )
    part.replace(target)
    return target


def _lines(path: Path) -> Iterator[str]:
    """Lines that hold something. Not `splitlines`, which also ends one at U+2028 inside a text."""
    for line in path.read_text("utf-8-sig").replace("\r\n", "\n").split("\n"):
        if line.strip():
            yield line
