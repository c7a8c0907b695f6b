"""Can style alone tell our own writing from the web's? The limits of a synthetic corpus, measured.

A classifier that sees no topic and no contact (function words, punctuation, casing and lengths
only) tries to tell our English comments from those of a real corpus, like against like: ham from ham,
unwanted from unwanted, matched by length, folds that keep a post whole. An AUC of 0.5 would say
that our writing could be theirs; what gives it away is listed. Two real corpora are told apart by the
same probe, for comparison: every place has its style.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from commentguard.comment import Comment
from commentguard.text.document import Document
from commentguard.training.corpora import Row

Float = NDArray[np.float64]

_MARKS = ".,;:!?'\"()-–—…/&*"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE = re.compile(r"[.!?…]+(?:\s|$)")
_FOLDS, _FEWEST = 5, 60
# Lengths are compared within steps of a quarter octave.
_STEP = 4
_TOLD = 6


@dataclass(frozen=True, slots=True)
class Probe:
    """What one comparison found: `n` comments on each side, and what each side does more."""

    first: str
    second: str
    kind: str
    n: int
    auc: float
    more_in_first: tuple[str, ...]
    more_in_second: tuple[str, ...]


@cache
def function_words() -> tuple[str, ...]:
    """The English words that carry no topic."""
    path = files("commentguard.text") / "lexicons" / "en" / "function_words.txt"
    lines = path.read_text("utf-8").splitlines()
    return tuple(sorted({line.strip() for line in lines if line.strip() and line[0] != "#"}))


def style_names() -> tuple[str, ...]:
    """Names of the columns of `style`."""
    return (
        *(f"word {word}" for word in function_words()),
        *(f"mark {mark}" for mark in _MARKS),
        "capital letters", "words all in capitals", "sentences begun small", "comment begun small",
        "length", "word length", "sentence length", "lines", "ends without a mark",
    )  # fmt: skip


def style(comments: Sequence[Comment]) -> Float:
    """Style of each comment as readers see it (markup and marks of storage gone), one row each."""
    return np.array([_style(_seen(comment)) for comment in comments])


def probe(first: Sequence[Row], second: Sequence[Row], *, unwanted: bool) -> Probe | None:
    """Tell English comments of two corpora apart; `None` with fewer than sixty of equal length."""
    one, two = _matched(*([r for r in side if r.unwanted is unwanted] for side in (first, second)))
    if len(one) < _FEWEST:
        return None
    rows = [*one, *two]
    columns = style([row.comment for row in rows])
    target = np.arange(len(rows)) < len(one)
    groups = [f"{row.corpus}/{row.group}" for row in rows]
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=500))
    folds = StratifiedGroupKFold(_FOLDS, shuffle=True, random_state=1)
    scores = cross_val_predict(
        model, columns, target, groups=groups, cv=folds, method="decision_function"
    )
    weights = model.fit(columns, target)[-1].coef_[0]
    order = np.argsort(weights)
    names = style_names()
    return Probe(
        one[0].corpus,
        two[0].corpus,
        "unwanted" if unwanted else "ham",
        len(one),
        float(roc_auc_score(target, scores)),
        tuple(names[k] for k in order[::-1][:_TOLD]),
        tuple(names[k] for k in order[:_TOLD]),
    )


def all_probes(own: Sequence[Row], real: Mapping[str, Sequence[Row]]) -> list[Probe]:
    """Ours against every real corpus, then the real news comments against each other."""
    spoken = {name: english(rows) for name, rows in real.items()}
    ours = english(own)
    found = [
        probe(ours, rows, unwanted=unwanted)
        for rows in spoken.values()
        for unwanted in (False, True)
    ]
    if {"ham_foxnews", "ham_civil_comments"} <= spoken.keys():
        found.append(probe(spoken["ham_foxnews"], spoken["ham_civil_comments"], unwanted=False))
    return [one for one in found if one is not None]


def english(rows: Sequence[Row]) -> list[Row]:
    """Rows in English, by the corpus's own word or, where it says nothing, by ours."""
    return [r for r in rows if (r.comment.lang or Document(r.comment).language) == "en"]


def table(probes: Sequence[Probe]) -> str:
    """The probes as a Markdown table."""
    rows = [
        "| told apart | comments each | AUC | the first does more | the second does more |",
        "|---|---|---|---|---|",
    ]
    for p in probes:
        one, two = (", ".join(f"`{x}`" for x in m) for m in (p.more_in_first, p.more_in_second))
        told = f"{p.first} from {p.second}, {p.kind}"
        rows.append(f"| {told} | {p.n} | {p.auc:.2f} | {one} | {two} |")
    return "\n".join(rows) + "\n"


def _seen(comment: Comment) -> str:
    """What stands on the screen: no markup, no entities, no characters without a shape."""
    visible = Document(comment).visible
    return "".join(c for c in visible if unicodedata.category(c) != "Cf").strip()


def _style(text: str) -> list[float]:
    words = _WORD.findall(text)
    n, size = max(1, len(words)), max(1, len(text))
    lower = [word.casefold() for word in words]
    letters = max(1, sum(map(str.isalpha, text)))
    sentences = [s.strip() for s in _SENTENCE.split(text) if s.strip()]
    begun = [s for s in sentences if s[0].isalpha()]
    return [
        *(lower.count(word) / n for word in function_words()),
        *(text.count(mark) / size for mark in _MARKS),
        sum(map(str.isupper, text)) / letters,
        sum(len(word) > 1 and word.isupper() for word in words) / n,
        sum(s[0].islower() for s in begun) / max(1, len(begun)),
        float(text[:1].islower()),
        float(np.log1p(len(text))),
        sum(map(len, words)) / n,
        n / max(1, len(sentences)),
        float(np.log1p(text.count("\n"))),
        float(bool(text) and text[-1].isalnum()),
    ]


def _matched(one: Sequence[Row], two: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """As many of each as have the same length, spread evenly through both corpora."""
    bins: dict[int, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((one, two)):
        for row in rows:
            bins[round(_STEP * np.log2(1 + len(row.comment.text)))][side].append(row)
    kept: tuple[list[Row], list[Row]] = ([], [])
    for _, sides in sorted(bins.items()):
        count = min(map(len, sides))
        for chosen, rows in zip(kept, sides, strict=True):
            chosen += [rows[k * len(rows) // count] for k in range(count)]
    return kept
