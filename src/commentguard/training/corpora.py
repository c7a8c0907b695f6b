"""Labelled comments from corpus files, as one list with provenance.

Every corpus has its own columns and its own traps; here they become `Row`s with one meaning.
The public corpora stay outside the repository (`public_folder`); our own writing lives in
`data/blog_comments`.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from commentguard.comment import Comment
from commentguard.errors import DataError, cause
from commentguard.training.endings import varied
from commentguard.training.records import numbered_records
from commentguard.verdict import Label


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled comment.

    `group` keeps together what must stay on one side of a split (a video, a post, a masked
    campaign). `label` is `None` where the source only says *unwanted*. `evidence` are the parts of the
    text that people marked as proof, where they did. `aimed` are comments that were written at what a model
    mistook: good to learn from, and no measure of how sure a model may be.
    """

    comment: Comment
    unwanted: bool
    label: Label | None
    corpus: str
    number: int
    group: str
    weight: float = 1.0
    evidence: tuple[str, ...] = ()
    aimed: bool = False

    @property
    def part(self) -> float:
        """A stable number in [0, 1) from the group: the same split on every machine."""
        digest = hashlib.sha256(f"{self.corpus}/{self.group}".encode()).digest()
        return int.from_bytes(digest[:8], "big") / 2**64


@dataclass(frozen=True, slots=True)
class Source:
    """How to read one public corpus: its folder, its weight in training, its register."""

    folder: str
    weight: float
    trained_on: bool = True


# SMS and videos are other genres than blogs: they teach, at low weight, what bulk looks like.
SOURCES: tuple[Source, ...] = (
    Source("youtube_tubespam", 0.5),
    Source("sms_spam_collection", 0.3),
    Source("telegram_tgspam", 0.5),
    Source("ham_civil_comments", 1.0),
    Source("ham_stackexchange_comments", 1.0),
    Source("ham_stackexchange_posts", 1.0),
    Source("ham_wiki_talk_context", 1.0),
    Source("ham_foxnews", 0.0, trained_on=False),
)
OWN = "blog_comments"
YOURS = "own"
"""What a record calls comments in our layout that are not ours. Not their folder's name: that may be a client's, and
one model would have two digests.
"""
SPLITS = ("train", "test")
# Beside the files of a corpus whose names tell the brief that they were written under.
BRIEFS = "BRIEFS.md"
_TUBESPAM = "youtube_tubespam"
_AIMED = re.compile(r"^Aimed: ([a-z ]+)$", re.MULTILINE)
_DIGITS = re.compile(r"\d+")


def called(folder: Path) -> str:
    """What a record calls the comments of a folder in our layout: ours are known by their `BRIEFS`."""
    return OWN if (folder / BRIEFS).is_file() else YOURS


def read_public(source: Source, folder: Path) -> list[Row]:
    """All rows of one public corpus. Raises `DataError` when the file is missing or malformed."""
    path = folder / source.folder / "data.csv"
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except (OSError, ValueError) as error:
        raise DataError(f"cannot read {path}: {cause(error)}") from error
    if not {"text", "label"} <= set(frame.columns):
        raise DataError(f"{path} needs the columns text and label")
    rows = []
    for number, record in enumerate(frame.to_dict("records")):
        comment = Comment(
            text=record["text"],
            author=record.get("author", ""),
            lang=record.get("lang", ""),
            post_title=record.get("context_title", ""),
            post_text=record.get("context_text", ""),
            parent_text=record.get("prev", ""),
            permalink=_permalink(source.folder, record),
            posted_at=record.get("date", ""),
        )
        unwanted = record["label"] == "1"
        rows.append(
            Row(
                comment,
                unwanted,
                None if unwanted else Label.HAM,
                source.folder,
                number,
                _group(source.folder, record),
                source.weight,
            )
        )
    return rows


def read_own(folder: Path, split: str) -> list[Row]:
    """Our own comments of one split, ``train`` or ``test``, from the files of `folder`.

    In the corpus that is ours by its `BRIEFS` comments of every brief weigh alike together, whatever their
    number: the latest and longest brief is not what an advert is (docs/experiments/0027). Anywhere else
    each weighs the same, whatever a file is called. Half of the training half has its addresses under other
    endings than the files (`endings.varied`). Files called ``test-…`` are not even opened for the training half: the test half is frozen,
    and `tracks.own_test` is its one door. Raises `DataError` with file, line and field when a row is
    malformed.
    """
    briefed = (folder / BRIEFS).is_file()
    aimed = aimed_briefs(folder) if briefed else frozenset()
    found = [
        (
            brief_of(path) if briefed else "",
            varied(record) if split == "train" else record,
            f"{path}:{line}",
        )
        for path in _files(folder, split)
        for line, record in _of(path, split)
    ]
    sizes = Counter(brief for brief, _, _ in found)
    rows = [own_row(record, number, where) for number, (_, record, where) in enumerate(found)]
    return [
        replace(
            row,
            group=row.group if briefed else post_of(row.comment),
            weight=len(found) / len(sizes) / sizes[brief],
            aimed=brief in aimed,
        )
        for row, (brief, _, _) in zip(rows, found, strict=True)
    ]


def own_records(folder: Path, split: str = "train") -> list[dict[str, Any]]:
    """Records of one split in the order of files and lines, which is the order of row numbers."""
    return [record for path in _files(folder, split) for _, record in _of(path, split)]


def _files(folder: Path, split: str) -> list[Path]:
    return [p for p in sorted(folder.glob("*.jsonl")) if split == "test" or p.name[:5] != "test-"]


def _of(path: Path, split: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Records of one split with their lines. Of any other name than the two a record would be lost."""
    for line, record in numbered_records(path):
        told = record.get("split")
        if told not in SPLITS:
            said = "split is missing" if told is None else f"split is {told!r}"
            wanted = "'train' (to be fitted to) or 'test' (kept apart)"
            raise DataError(f"{path}:{line}: {said}; it must be {wanted}", field="/split")
        if told == split:
            yield line, record


def brief_of(path: Path) -> str:
    """Which brief the writers of a file had, from the letter in its name (`data/README.md`).

    True of a folder that holds `BRIEFS`, and of no other: elsewhere a third word is somebody's own.
    The second wave was written under the brief of the first; files without a letter are of one brief.
    """
    letter = ("-".join(path.stem.split("-")[2:]) or "a")[0]
    return "a" if letter == "b" else letter


def aimed_briefs(folder: Path) -> frozenset[str]:
    """The letters of the briefs that asked for what a model mistook: one line of `BRIEFS` names them."""
    told = _AIMED.search((folder / BRIEFS).read_text("utf-8"))
    return frozenset(told[1].replace(" ", "") if told else "")


def labelled_records(path: Path) -> tuple[dict[str, Any], ...]:
    """Records of one file that are comments, too: `DataError` names file, line and field otherwise."""
    found = tuple(numbered_records(path))
    for line, record in found:
        own_row(record, line, f"{path}:{line}")
    return tuple(record for _, record in found)


def own_row(record: dict[str, Any], number: int, where: str = "") -> Row:
    """A record in our own layout as a row; members of a pair share their post and so a group.

    The group is that of the shipped corpus, by language and title, on which its splits hang; `read_own`
    has another for anybody else's (`post_of`). Without a title a text is its own group, with others that
    differ in digits: one group of everything could stand on no line. `where` is what an error names, the
    row's number if empty.
    """
    where = where or f"row {number}"
    try:
        comment = Comment.to_judge(record)
    except DataError as error:
        raise DataError(f"{where}: {error}", field=error.field) from error
    label = Label(record["label"])
    group = f"{comment.lang}/{comment.post_title or masked(comment.text)}"
    evidence = record.get("evidence") or {}
    if not isinstance(evidence, dict):
        raise DataError(f"{where}: evidence must be an object of reason codes")
    if not all(isinstance(quotes, list) for quotes in evidence.values()):
        raise DataError(f"{where}: each reason's evidence must be a list of quotes")
    marked = tuple(quote for quotes in evidence.values() for quote in quotes)
    if not all(isinstance(quote, str) for quote in marked):
        raise DataError(f"{where}: evidence must be quotes from the text")
    unwanted = label is not Label.HAM
    return Row(comment, unwanted, label, OWN, number, group, evidence=marked)


def post_of(comment: Comment) -> str:
    """What comments of one post share: its address, else its title, else nothing but their masked text.

    Not the language: that is the comment's, and one post is answered in several, or in one that is not known.
    """
    address = comment.permalink.partition("#")[0]
    return address or comment.post_title or masked(comment.text)


def masked(text: str) -> str:
    """A text with letters folded to one case and digits masked: campaigns change their numbers."""
    return _DIGITS.sub("0", text.casefold())[:200]


def _permalink(corpus: str, record: Mapping[Any, str]) -> str:
    """The address of the video: the platform knows it, so a link to the video itself is no news."""
    return f"https://www.youtube.com/watch?v={record['group']}" if corpus == _TUBESPAM else ""


def _group(corpus: str, record: Mapping[Any, str]) -> str:
    """A video, a discussion, or the masked text.

    The column `group` of the ham corpora names a whole file or site; taken as a group it would
    put ten thousand rows on one side of every line.
    """
    if corpus == _TUBESPAM:
        return record["group"]
    return record.get("context_title") or masked(record["text"])


def default_rows(own: Path, public: Path | None) -> list[Row]:
    """What the default model is trained on: our own training half, and the public corpora if there."""
    rows = read_own(own, "train")
    if public is not None:
        for source in SOURCES:
            if source.trained_on:
                rows += read_public(source, public)
    return rows
