"""Experiments: one choice, five folds, won, tied, lost.

Everything happens inside the training half: folds are groups of our own comments, fitted beside
a fixed sample of public ham where that is present. What is compared is the recall of unwanted
comments in the fold at the score that 2 % of the fold's ham exceeds, which needs no cut-off to
be chosen and so cannot be won by choosing one well. Differences under 1.5 points are ties.

Run by `python -m commentguard.training.experiment`; the pages are `docs/experiments/`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold

from commentguard.comment import Comment
from commentguard.features.encoder import Encoder
from commentguard.scoring.bundle import Bundle
from commentguard.scoring.calibration import Calibration
from commentguard.scoring.policy import Policy
from commentguard.scoring.scorer import Scorer
from commentguard.scoring.sentences import SentenceHead
from commentguard.training.corpora import OWN, Row, default_rows
from commentguard.training.estimator import fit_head
from commentguard.training.fit import Settings
from commentguard.training.metrics import recall_at
from commentguard.training.padding import innocent_sentences, pad
from commentguard.training.pool import Pool
from commentguard.training.public_folder import corpora_folder
from commentguard.training.sentences import COLUMNS, fit_sentences, split_off

Float = NDArray[np.float64]
_FOLDS, _PUBLIC, _TIE, _RATE = 5, 6000, 0.015, 0.02


@dataclass(frozen=True, slots=True)
class Variant:
    """One way of doing it: how to fit, and what is done to the adverts of the fold.

    `window` is what a window pays, as penalty and discount; `None` where none competes.
    """

    name: str
    bounded: bool = True
    use_grams: bool = True
    use_dense: bool = True
    own_weight: float = field(default_factory=lambda: Settings().own_weight)
    gram_penalty: float = field(default_factory=lambda: Settings().gram_penalty)
    window: tuple[float, float] | None = (1.0, 0.0)
    attack: Callable[[Comment, Sequence[str]], Comment] | None = None
    without: tuple[str, ...] = ()
    rarity: bool = False
    sentences: bool = False


def padded(comment: Comment, sentences: Sequence[str]) -> Comment:
    return pad(comment, sentences, 3.0, seed=7)


def disguised(comment: Comment, _: Sequence[str]) -> Comment:
    """Every fourth word with a zero-width space and a look-alike: what the folding undoes."""
    words = comment.text.split(" ")
    words[::4] = [
        w[:1] + "\u200b" + w[1:].replace("a", "\u0430").replace("o", "\u043e") for w in words[::4]
    ]
    return replace(comment, text=" ".join(words))


EXPERIMENTS: dict[str, tuple[str, Variant, Variant]] = {
    "0001-folding-undoes-disguises": (
        "Adverts with zero-width and look-alike letters in every fourth word, against the same adverts plain. A tie says that the disguise gains nothing.",
        Variant("plain"), Variant("disguised", attack=disguised)),
    "0002-signs-and-floors": (
        "Columns bounded by their declared sign, reasons with a floor and a prior, against free weights.",
        Variant("free", bounded=False), Variant("bounded")),
    "0003-signals-beside-wording": (
        "Signals and conjunctions beside n-grams, against n-grams alone.",
        Variant("n-grams alone", use_dense=False), Variant("both")),
    "0004-wording-beside-signals": (
        "n-grams beside signals and conjunctions, against signals alone.",
        Variant("signals alone", use_grams=False), Variant("both")),
    "0005-windows-against-padding": (
        "Adverts padded to four times their length with sentences of readers: best window against the whole comment alone.",
        Variant("whole", window=None, attack=padded), Variant("best window", attack=padded)),
    "0006-weight-of-our-own-writing": (
        "Our own comments weighing eight times a public one, against once.",
        Variant("once", own_weight=1.0), Variant("eight times", own_weight=8.0)),
    "0007-penalty-on-wording": (
        "A penalty on n-gram weights of 0.1 against 0.5. Coarse search on four folds before: 2 was worse, 0.03 no better, 0.01 worse.",
        Variant("0.5", gram_penalty=0.5), Variant("0.1", gram_penalty=0.1)),
    "0008-whose-contact-whose-name-who-asked": (
        "The signals voice, planted_name and request, against the model without them.",
        Variant("without", without=("voice.", "planted_name.", "request.")), Variant("with")),
    "0009-more-weight-on-our-own-writing": (
        "Our own comments weighing twenty-four times a public one, against eight. Won here and refused by page 0012: what it wins among our own it takes from readers of corpora that were left out.",
        Variant("eight", own_weight=8.0), Variant("twenty-four", own_weight=24.0)),
    "0010-rarer-n-grams-weigh-more": (
        "n-grams scaled by inverse document frequency before fitting, against counts alone. Refused.",
        Variant("counts"), Variant("scaled", rarity=True)),
    "0022-a-lighter-penalty-on-wording": (
        "A penalty on n-gram weights of 0.02 against 0.1, now that our own corpus is three times as large. Coarse search on three folds before, Stack Exchange posts and Civil Comments left out of fitting: at 0.2, 0.1, 0.05, 0.025 and 0.012 the area under the curve was .919, .925, .930, .933 and .935, and at 2 % of own ham held 1.8, 2.0, 2.0 and 2.1 % of the left-out posts were (0.1 to 0.012).",
        Variant("0.1", gram_penalty=0.1), Variant("0.02", gram_penalty=0.02)),
    "0024-single-sentences": (
        "Beside signals and n-grams, what a head of its own says of single sentences (mean, highest, last), against the model without.",
        Variant("without"), Variant("with sentences", sentences=True)),
}  # fmt: skip


def run(rows: Sequence[Row], variants: Sequence[Variant]) -> list[list[float]]:
    """Recall by variant and fold."""
    encoder = Encoder()
    own = [row for row in rows if row.corpus == OWN]
    public = [row for row in rows if row.corpus != OWN and not row.unwanted]
    public = public[:: max(1, len(public) // _PUBLIC)][:_PUBLIC]
    pool = Pool([*own, *public])
    groups = [row.group for row in own]
    results: list[list[float]] = [[] for _ in variants]
    for fitted, held in GroupKFold(_FOLDS).split(own, groups=groups):
        chosen = np.concatenate([fitted, np.arange(len(own), len(own) + len(public))])
        sentences = innocent_sentences([own[k].comment for k in fitted if not own[k].unwanted])
        for place, variant in enumerate(variants):
            scores = _scores(variant, encoder, pool, chosen, held, sentences)
            unwanted = np.array([own[k].unwanted for k in held])
            results[place].append(recall_at(scores, unwanted, _RATE))
    return results


def _scores(
    variant: Variant,
    encoder: Encoder,
    pool: Pool,
    fitted: NDArray[np.int64],
    held: NDArray[np.int64],
    sentences: Sequence[str],
) -> Float:
    settings = Settings()
    hidden = np.array([not name.startswith(variant.without) for name in encoder.columns])
    rows, dense, grams, columns = pool.rows, pool.dense, pool.grams, dict(encoder.columns)
    rare = _rarity(grams[fitted]) if variant.rarity else np.ones(grams.shape[1])
    weight = np.array([variant.own_weight if rows[k].corpus == OWN else 1.0 for k in fitted])
    target = np.array([rows[k].unwanted for k in fitted])
    seen, told = dense[fitted] * hidden * variant.use_dense, SentenceHead.silent()
    if variant.sentences:
        stacked = fit_sentences(pool, fitted, weight)
        seen, columns = np.hstack([seen, stacked.figures(pool)[fitted]]), {**columns, **COLUMNS}
    head = fit_head(
        seen,
        sp.csr_matrix(grams[fitted].multiply(rare * float(variant.use_grams))),
        target, weight, columns, bounded=variant.bounded,
        dense_penalty=settings.dense_penalty, gram_penalty=variant.gram_penalty,
    )  # fmt: skip
    if variant.sentences:
        head, told = split_off(head, stacked.final)
    # Scaling a feature and folding the scale into its weight changes the penalty and nothing else.
    head = replace(head, table=(head.table * rare).astype(np.float32))
    kept = hidden * float(variant.use_dense)
    head = replace(head, dense=(head.dense * kept).astype(np.float32))
    penalty, discount = variant.window or (1e9, 0.0)
    bundle = Bundle(
        "trial",
        "0",
        tuple(encoder.columns),
        head,
        head,
        told,
        Calibration(),
        Calibration(),
        penalty,
        discount,
        Policy(),
    )
    comments = [
        variant.attack(rows[k].comment, sentences) if variant.attack and rows[k].unwanted else rows[k].comment
        for k in held
    ]  # fmt: skip
    return Scorer(bundle, encoder).log_odds(encoder.encode(comments))


def _rarity(grams: sp.csr_matrix) -> Float:
    """Smoothed inverse document frequency of each bucket, divided by its mean."""
    found = np.asarray((grams > 0).sum(axis=0)).ravel()
    rare = np.log((1 + grams.shape[0]) / (1 + found)) + 1
    return np.asarray(rare / rare[found > 0].mean())


def page(
    name: str, question: str, first: Variant, second: Variant, found: list[list[float]]
) -> str:
    """A page of `docs/experiments`: the question, the table, the count."""
    rows, tally = [], {"won": 0, "tied": 0, "lost": 0}
    for fold, (a, b) in enumerate(zip(*found, strict=True), 1):
        outcome = "tied" if abs(a - b) < _TIE else "won" if b > a else "lost"
        tally[outcome] += 1
        rows.append(f"| {fold} | {a:.3f} | {b:.3f} | {outcome} |")
    means = [float(np.mean(values)) for values in found]
    title = name[5:].replace("-", " ").capitalize()
    return (
        f"# {name[:4]}: {title}\n\n{question}\n\n"
        f"Recall of unwanted comments with 2 % of ham held, five folds of our own training half, "
        f"grouped by post.\n\n| fold | {first.name} | {second.name} | {second.name} |\n|---|---|---|---|\n"
        + "\n".join(rows)
        + f"\n| mean | {means[0]:.3f} | {means[1]:.3f} | won {tally['won']}, tied {tally['tied']}, "
        f"lost {tally['lost']} |\n"
    )


def main() -> None:
    """Run the experiments named (by default all) and write their pages into the folder given."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/experiments")
    wanted = {n: e for n, e in EXPERIMENTS.items() if not sys.argv[2:] or n[:4] in sys.argv[2:]}
    folder.mkdir(parents=True, exist_ok=True)
    rows = default_rows(Path("data/blog_comments"), corpora_folder())
    variants = list(
        {v.name + str(v.attack): v for _, *pair in wanted.values() for v in pair}.values()
    )
    found = dict(zip(variants, run(rows, variants), strict=True))
    same = {v.name + str(v.attack): v for v in variants}
    for name, (question, first, second) in wanted.items():
        pair = [found[same[v.name + str(v.attack)]] for v in (first, second)]
        (folder / f"{name}.md").write_text(page(name, question, first, second, pair), "utf-8")


if __name__ == "__main__":
    main()
