"""What comments of one's own must be to be trained on or measured: the layout, and no promise of ours.

`corpus_check` asks of the shipped corpus what its datasheet promises: size, languages, posts, pairs. A
site's own comments promise nothing; here only that is wrong which would be refused, dropped or misread.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from commentguard.comment import Comment
from commentguard.errors import DataError
from commentguard.training.corpora import SPLITS, own_row
from commentguard.training.record_check import FIELDS, Problem
from commentguard.verdict import Code, Label

Records = Sequence[tuple[str, dict[str, Any]]]

_KNOWN = frozenset(FIELDS) | {field.name for field in fields(Comment)}
_LABELS = tuple(label.value for label in Label)
_DIGITS = re.compile(r"\d")
_SPLIT = "split: "
# Enough to see what is meant by.
_SHOWN = 5
_CODES = frozenset(code.value for code in Code)


def check_layout(records: Records) -> list[Problem]:
    """Every problem of records, each beside where it stands (file and line).

    A wrong `split` is told once with how many have it: who did not know of the field lacks it in every row.
    """
    identities = Counter(_name(record, "id") for _, record in records)
    found = []
    for where, record in records:
        found += [Problem("layout", where, message) for message in _faults(record, where)]
        name, pair = _name(record, "id"), _name(record, "pair_of")
        if name and identities[name] > 1:
            found.append(Problem("layout", where, f"id: {name!r} is used more than once"))
        if pair and pair not in identities:
            found.append(Problem("layout", where, f"pair_of: there is no {pair!r}"))
    return list(_once(found))


def contradicted(records: Records) -> str:
    """Which texts are labelled in more than one way, whatever their digits; empty where none is.

    No problem of a row: "Thank you!" is said by readers and, under another name, by advertisers.
    """
    found: dict[str, dict[str, str]] = {}
    for where, record in records:
        if isinstance(text := record.get("text"), str):
            masked = _DIGITS.sub("0", " ".join(text.casefold().split()))
            found.setdefault(masked, {}).setdefault(record["label"], where)
    apart = [
        " and ".join(f"{label} in {where}" for label, where in labels.items())
        for labels in found.values()
        if len(labels) > 1
    ]
    if not apart:
        return ""
    told = "; ".join(apart[:_SHOWN]) + "; …" * (len(apart) > _SHOWN)
    return f"{len(apart)} texts are labelled in more than one way, digits masked: {told}"


def counted(records: Records) -> str:
    """What would be fitted to and what kept apart, by label, and how many stand under no post."""
    rows = Counter((_name(record, "split"), record["label"]) for _, record in records)
    told = [
        f"{split}: " + ", ".join(f"{rows[split, label]} {label}" for label in _LABELS)
        for split in SPLITS
    ]
    left_out = sum(count for (split, _), count in rows.items() if split not in SPLITS)
    bare = sum(not (r.get("post_title") or r.get("permalink")) for _, r in records)
    told += [f"{left_out} of no split"] * bool(left_out)
    told += [f"{bare} without permalink and post_title (each text is its own group)"] * bool(bare)
    return "; ".join(told)


def unfit(records: Records) -> str:
    """Why training would refuse all of these together; empty where it would not, or none are for it.

    No problem of a row: one file of several may well hold a single label.
    """
    labels = {record["label"] for _, record in records if _name(record, "split") == "train"}
    missing = [label for label in _LABELS if label not in labels]
    if not labels or not missing:
        return ""
    return f"training would refuse these alone: none to fit to is labelled {', '.join(missing)}"


def _once(problems: Sequence[Problem]) -> Iterator[Problem]:
    counts = Counter(one.message for one in problems if one.message.startswith(_SPLIT))
    for one in problems:
        # Told at the first, and its count taken away for those that follow.
        if not one.message.startswith(_SPLIT):
            yield one
        elif more := counts.pop(one.message, 0):
            rest = f", and in {more - 1} more" if more > 1 else ""
            yield replace(one, message=f"{one.message}{rest}")


def _name(record: Mapping[str, Any], field: str) -> str | int:
    """What may be looked up by it; empty where it is missing, or something else and told elsewhere."""
    value = record.get(field)
    return value if isinstance(value, str | int) else ""


def _faults(record: Mapping[str, Any], where: str) -> Iterator[str]:
    if record.get("split") not in SPLITS:
        yield f"{_SPLIT}{record.get('split')!r} is neither 'train' nor 'test'"
    try:
        own_row(dict(record), 0, where)
    except DataError as error:
        yield str(error).removeprefix(f"{where}: ")
        return
    reasons = record.get("reasons") or []
    if not isinstance(reasons, list) or not all(isinstance(code, str) for code in reasons):
        yield "reasons: must be a list of reason codes"
    elif unknown := sorted(set(reasons) - _CODES):
        yield f"reasons: unknown {', '.join(unknown)}"
    for code, quotes in (record.get("evidence") or {}).items():
        if any(not quote or quote not in record["text"] for quote in quotes):
            yield f"evidence: what is quoted for {code} is not in the text"
    if not isinstance(record.get("pair_of", ""), str | int | None):
        yield "pair_of: must be the id of another comment"
    if not isinstance(record.get("era", 0), int | None):
        yield "era: must be a year"
    for name in record:
        near = difflib.get_close_matches(name, _KNOWN, 1, 0.8)
        if name not in _KNOWN and near:
            yield f"{name}: is read by nothing, did you mean {near[0]!r}?"
