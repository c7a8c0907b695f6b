"""The splits as files: `data/splits/*.json`, row numbers only, listed with their SHA-256.

Functions can change with a library or a slip of ours; files cannot. A report reads these, a test
recomputes them, and a stranger without our code can repeat a figure from them. `train` is left
out where it is every other row of the corpus.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commentguard.errors import DataError, cause
from commentguard.training import splits
from commentguard.training.corpora import OWN, Row
from commentguard.training.splits import Fold

FOLDER = Path("data/splits")
SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Protocol:
    """One split file: the corpus it cuts, the rule in words, the function that is the rule."""

    corpus: str
    rule: str
    cut: Callable[[Sequence[Row]], list[Fold]]


PROTOCOLS: Mapping[str, Protocol] = {
    "tubespam_own_video": Protocol(
        "youtube_tubespam",
        "per video, the first floor(0.7 n) of spam and of ham in file order are fitted",
        splits.own_video,
    ),
    "tubespam_pooled": Protocol(
        "youtube_tubespam", "the five training parts against the five tests", splits.pooled
    ),
    "tubespam_leave_one_video_out": Protocol(
        "youtube_tubespam", "four videos against the fifth", splits.leave_one_video_out
    ),
    "sms_first_30": Protocol(
        "sms_spam_collection", "the first floor(0.3 n) rows are fitted", splits.first_share
    ),
    "sms_grouped": Protocol(
        "sms_spam_collection",
        "ten folds, near-duplicates (digits masked) never apart",
        splits.campaign_folds,
    ),
    "telegram_grouped": Protocol(
        "telegram_tgspam",
        "ten folds, near-duplicates (digits masked) never apart",
        splits.campaign_folds,
    ),
    "own_calibration": Protocol(
        OWN,
        "training half: a quarter by post calibrates (test), less its near-duplicates of the rest (train)",
        lambda rows: splits.calibration_part(rows, 0.25),
    ),
}


def write_splits(folder: Path, corpora: Mapping[str, Sequence[Row]]) -> list[Path]:
    """Write the files whose corpus is in `corpora`, and the list of digests of all files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, protocol in PROTOCOLS.items():
        if protocol.corpus in corpora:
            path = folder / f"{name}.json"
            path.write_text(render(protocol, corpora[protocol.corpus]), "utf-8")
            written.append(path)
    sums = "".join(f"{_sha256(path)}  {path.name}\n" for path in sorted(folder.glob("*.json")))
    (folder / SUMS).write_text(sums, "ascii")
    return written


def render(protocol: Protocol, rows: Sequence[Row]) -> str:
    """The file's text: one fold a line, so that a difference in review shows the fold."""
    everything = {row.number for row in rows}
    folds = []
    for fold in protocol.cut(rows):
        own: dict[str, Any] = {"name": fold.name, "test": fold.test}
        if set(fold.train) != everything - set(fold.test):
            own["train"] = fold.train
        folds.append(json.dumps(own, separators=(",", ":")))
    head = {
        "corpus": protocol.corpus,
        "rule": protocol.rule,
        "rows": len(rows),
        "texts": digest_of(rows),
    }
    told = ",\n".join(f" {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items())
    return "{\n" + told + ',\n "folds": [\n' + ",\n".join(folds) + "\n]}\n"


def read_split(path: Path, rows: Sequence[Row]) -> list[Fold]:
    """The folds of a file, checked to belong to `rows`.

    Raises `DataError` when the file is malformed, not the one listed in `SHA256SUMS`, or cut
    from other texts: row numbers of another edition of a corpus point at other comments.
    """
    try:
        listed = dict(
            line.split("  ")[::-1] for line in (path.parent / SUMS).read_text("ascii").splitlines()
        )
        if listed.get(path.name) != _sha256(path):
            raise DataError(f"{path}: not the file listed in {SUMS}")
        body = json.loads(path.read_text("utf-8"))
        if body["texts"] != digest_of(rows):
            raise DataError(
                f"{path}: cut from another edition of {body['corpus']}; `commentguard data split` "
                "writes it anew"
            )
        everything = {row.number for row in rows}
        folds = []
        for fold in body["folds"]:
            train = fold.get("train", sorted(everything - set(fold["test"])))
            folds.append(Fold(fold["name"], tuple(train), tuple(fold["test"])))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"cannot read {path}: {cause(error)}") from error
    return folds


def digest_of(rows: Sequence[Row]) -> str:
    """One SHA-256 over labels and texts in order: says which edition the numbers count in."""
    whole = hashlib.sha256()
    for row in rows:
        text = row.comment.text.encode("utf-8", "surrogatepass")
        whole.update(b"%d %d\0" % (row.unwanted, len(text)) + text)
    return whole.hexdigest()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
