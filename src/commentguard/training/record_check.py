"""What one record of our own corpus must be: complete, labelled by the guide, nobody's address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from commentguard.verdict import Code, Label

FIELDS: Mapping[str, type] = {
    "id": str, "lang": str, "subject": str, "split": str, "era": int, "label": str, "text": str,
    "author": str, "author_email": str, "author_url": str, "parent_text": str, "post_title": str,
    "post_text": str, "post_tags": list, "reasons": list, "evidence": dict, "pair_of": str,
    "hard": bool, "note": str,
}  # fmt: skip
# Codes about the author's name or the comment as a whole: there is no substring to quote.
WITHOUT_SPAN = frozenset({"business_author", "off_topic", "generic_praise", "gibberish"})

_CODES = frozenset(code.value for code in Code)
_LABELS = frozenset(label.value for label in Label)
_HOST = re.compile(r"(?:https?://|www\.)([^\s/<>\"'\[\])|,]+)", re.IGNORECASE)
_RESERVED = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|org|net))?|test|invalid)$")
# Bodies that readers cite; what they publish is nobody's advert.
_PUBLIC = re.compile(
    r"(?:^|\.)(?:wikipedia\.org|doi\.org|nhs\.uk|who\.int|archive\.org|github\.com|gov(?:\.[a-z]{2})?)$"
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: the rule broken, the record (or ``corpus``), what was found."""

    rule: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.where}: {self.message}"


def faults(record: Mapping[str, Any]) -> Iterator[Problem]:
    """Everything wrong with one record. A record with wrong fields is judged no further."""
    where = str(record.get("id", "?"))
    wrong = [
        name for name, kind in FIELDS.items()
        if not isinstance(record.get(name), kind) or (kind is int and record[name] is True)
    ]  # fmt: skip
    # What is inside them: each reason a word, each reason's evidence a list of quotes.
    if not ({"reasons", "evidence"} & set(wrong)):
        inside = {"reasons": [record["reasons"]], "evidence": record["evidence"].values()}
        wrong += [name for name, told in inside.items() if not all(map(_are_words, told))]
    if wrong:
        yield Problem("fields", where, f"missing or of another type: {', '.join(wrong)}")
        return
    for message in (*_content(record), *_labels(record), *_addresses(record)):
        yield Problem("record", where, message)


def _are_words(told: object) -> bool:
    return isinstance(told, list) and all(isinstance(one, str) for one in told)


def _content(record: Mapping[str, Any]) -> Iterator[str]:
    if not record["text"].strip():
        yield "the text is empty"
    if not (record["post_title"] and record["post_text"] and record["subject"]):
        yield "the post needs subject, title and text"
    if record["split"] not in ("train", "test"):
        yield f"split {record['split']!r}"
    if not 2006 <= record["era"] <= 2026:
        yield f"era {record['era']}"


def _labels(record: Mapping[str, Any]) -> Iterator[str]:
    codes, evidence = set(record["reasons"]), record["evidence"]
    if record["label"] not in _LABELS:
        yield f"label {record['label']!r}"
    if not codes <= _CODES:
        yield f"unknown reasons {sorted(codes - _CODES)}"
    if bool(codes) == (record["label"] == "ham"):
        yield "ham has no reasons, everything else at least one"
    if set(evidence) != codes - WITHOUT_SPAN:
        yield f"evidence for {sorted(evidence)} beside reasons {sorted(codes)}"
    for code, quotes in evidence.items():
        if not quotes or not all(quote and quote in record["text"] for quote in quotes):
            yield f"evidence of {code} is not in the text"


def _addresses(record: Mapping[str, Any]) -> Iterator[str]:
    for found in _HOST.findall(f"{record['text']} {record['author_url']}"):
        name = found.split("@")[-1].split(":")[0].rstrip(".,;!?").removeprefix("www.").lower()
        if not (_RESERVED.search(name) or _PUBLIC.search(name)):
            yield f"somebody may own {name}"
