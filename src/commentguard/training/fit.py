"""From corpora to a bundle: the training run.

Three disjoint parts, split by group: *fit* for the weights, *calibration* for the sigmoid, the
segment penalty and the cut-offs, *report* (our own test half, and whole corpora left out) for
the figures. Nothing looks at the third part here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commentguard.errors import DataError
from commentguard.features.encoder import Encoder
from commentguard.scoring.bundle import Bundle
from commentguard.scoring.calibration import Calibration
from commentguard.scoring.linear import Head
from commentguard.scoring.policy import Policy
from commentguard.scoring.sentences import SentenceHead
from commentguard.scoring.trees import Trees
from commentguard.training.augment.families import augmented
from commentguard.training.calibrate import fit_calibration
from commentguard.training.corpora import OWN, Row
from commentguard.training.cutoff import hold_cutoff
from commentguard.training.endings import as_written
from commentguard.training.estimator import fit_head
from commentguard.training.large import (
    IN_MEMORY,
    calibrated_on,
    fit_from_disk,
    for_trees,
    sample,
    set_apart,
)
from commentguard.training.padding import padded_adverts
from commentguard.training.parity import prove_parity
from commentguard.training.pool import Pool
from commentguard.training.probes import write_probes
from commentguard.training.sentences import COLUMNS, fit_sentences, fold_of, split_off
from commentguard.training.settings import Settings as Settings
from commentguard.training.trees import ENOUGH, beside, unseen_wording, wording
from commentguard.verdict import Label

Float = NDArray[np.float64]
Int = NDArray[np.int64]
Bools = NDArray[np.bool_]
Say = Callable[[str], None]

# On n-grams of the head that tells spam from promotion, which has a twelfth of the rows.
_KIND_PENALTY = 0.1


def train(
    rows: Sequence[Row] | Pool,
    name: str,
    version: str,
    settings: Settings | None = None,
    say: Say = lambda _: None,
    *,
    own_called: str = OWN,
) -> Bundle:
    """Fit, calibrate, choose cut-offs, prove parity, choose probes. The bundle is not saved.

    `own_called` is what its record calls the comments in our own layout (`corpora.called`).
    Raises `DataError` when a class is missing, `ModelError` when scorer and estimator disagree.
    """
    settings = settings or Settings()
    pool = rows if isinstance(rows, Pool) else Pool(rows)
    bundle = fit_guard(pool, name, version, settings, say)
    fit, held = parts(pool, settings)
    own = [pool.rows[k].comment for k in fit if pool.rows[k].corpus == OWN]
    # What a model proves itself with is published: no address in it may be somebody's.
    written = [comment for comment in own if as_written(comment.lang, comment.post_title)]
    return replace(
        bundle,
        probes=write_probes(bundle, Encoder(), written),
        training=_provenance(pool.rows, len(fit), calibrated_on(fit, held), settings, own_called),
    )


def fit_guard(
    pool: Pool, name: str, version: str, settings: Settings, say: Say = lambda _: None
) -> Bundle:
    """A model that scores and decides, without the probes that a bundle on disk needs.

    What a report fits by the dozen: once for every corpus left out.
    """
    fit, held = parts(pool, settings)
    _check(pool, fit, held)
    if len(fit) > IN_MEMORY:
        return _fit_large(pool, fit, held, name, version, settings, say)
    say(f"encoding {len(pool)} comments")
    dense, grams = pool.dense[fit], sp.csr_matrix(pool.grams[fit])
    encoder = Encoder()
    rows, target = [pool.rows[k] for k in fit], pool.unwanted[fit]
    weight = weights(rows, settings)
    say("fitting single sentences")
    stacked = fit_sentences(pool, fit, weight)
    figures = stacked.figures(pool)[fit]
    if settings.augment:
        worn = Pool(
            augmented([r for r in rows if r.corpus == OWN], settings.augment, settings.seed)
        )
        say(f"adding {len(worn)} in disguise")
        if len(worn):
            rows, target = [*rows, *worn.rows], np.concatenate([target, worn.unwanted])
            # A copy says less than a comment that somebody wrote.
            weight = np.concatenate([weight, weights(worn.rows, settings) / 2])
            dense, grams = (
                np.vstack([dense, worn.dense]),
                sp.csr_matrix(sp.vstack([grams, worn.grams])),
            )
            figures = np.vstack([figures, stacked.figures(worn)])
    say(f"fitting P(unwanted) to {len(rows)}")
    seen, columns = np.hstack([dense, figures]), {**encoder.columns, **COLUMNS}
    whole = fit_head(
        seen, grams, target, weight, columns,
        dense_penalty=settings.dense_penalty, gram_penalty=settings.gram_penalty,
    )  # fmt: skip
    trees = Trees.silent()
    if len(rows) >= ENOUGH:
        say("growing trees beside it")
        fold = np.array([fold_of(row) for row in rows])
        said = unseen_wording(seen, grams, target, weight, fold, columns, settings)
        whole, trees = beside(whole, tuple(columns), seen, said, target, weight, settings.seed)
    unwanted, sentences = split_off(whole, stacked.final)
    say("fitting the kind of unwanted")
    kind = _fit_kind(rows, dense, grams, encoder, settings)
    draft = _draft(name, version, unwanted, kind, sentences, trees)
    return _calibrate(draft, pool, fit, held, settings, say)


def _fit_large(
    pool: Pool, fit: Int, held: Int, name: str, version: str, settings: Settings, say: Say
) -> Bundle:
    rows, apart = for_trees([pool.rows[k] for k in fit])
    own = [row for row in rows if row.corpus == OWN]
    worn = augmented(own, settings.augment, settings.seed) if settings.augment else []
    weight = np.concatenate([weights(rows, settings), weights(worn, settings) / 2])
    encoder = Encoder()
    say("fitting single sentences")
    told = Pool(sample(rows))
    stacked = fit_sentences(told, np.arange(len(told)), weights(told.rows, settings))
    say(f"fitting P(unwanted) to {len(weight)}, from disk")
    whole = fit_from_disk([*rows, *worn], weight, encoder.columns, settings, stacked)
    trees = Trees.silent()
    if len(apart):
        say(f"growing trees beside it, on {len(apart)} set apart")
        seen = np.hstack([apart.dense, stacked.figures(apart)])
        said, counts = wording(whole, apart.grams), weights(apart.rows, settings)
        columns = (*encoder.columns, *COLUMNS)
        whole, trees = beside(whole, columns, seen, said, apart.unwanted, counts, settings.seed)
    unwanted, sentences = split_off(whole, stacked.final)
    say("fitting the kind of unwanted")
    kinds = Pool(sample([row for row in rows if row.label in (Label.PROMOTIONAL, Label.SPAM)]))
    kind = _fit_kind(kinds.rows, kinds.dense, kinds.grams, encoder, settings)
    draft = _draft(name, version, unwanted, kind, sentences, trees)
    return _calibrate(draft, *set_apart(pool.rows, fit, held), settings, say)


def _draft(
    name: str, version: str, unwanted: Head, kind: Head, sentences: SentenceHead, trees: Trees
) -> Bundle:
    columns, none = tuple(Encoder().columns), Calibration()
    heads = unwanted.rounded(), kind.rounded(), sentences
    return Bundle(name, version, columns, *heads, none, none, 0.0, 0.0, Policy(), trees)


def parts(pool: Pool, settings: Settings) -> tuple[Int, Int]:
    """Positions of the fit part and of the calibration part; no near-duplicate is in both."""
    return pool.line(settings.calibration_share)


def _check(pool: Pool, fit: Int, held: Int) -> None:
    for part, places in (("fit", fit), ("calibration", held)):
        unwanted = int(pool.unwanted[places].sum())
        if not 0 < unwanted < len(places):
            posts = len({(pool.rows[k].corpus, pool.rows[k].group) for k in places})
            why = "posts are kept whole, so a few of them make no two parts"
            if part == "calibration" and (left_out := len(pool) - len(fit) - len(held)):
                why = f"{left_out} more were left out of it as near-duplicates of fitted ones"
            told = f"holds {len(places) - unwanted} and {unwanted}, under {posts} posts; {why}"
            raise DataError(f"the {part} part needs ham and unwanted comments and {told}")
    labels = Counter(pool.rows[k].label for k in fit)
    if not (labels[Label.PROMOTIONAL] and labels[Label.SPAM]):
        raise DataError(
            "training needs comments labelled promotional and comments labelled spam; the fit part holds "
            f"{labels[Label.PROMOTIONAL]} and {labels[Label.SPAM]}"
        )


def weights(rows: Sequence[Row], settings: Settings) -> Float:
    """What a comment counts in fitting and calibration: ours more, other genres less."""
    own = settings.own_weight
    return np.array([row.weight * (own if row.corpus == OWN else 1.0) for row in rows])


def _fit_kind(
    rows: Sequence[Row], dense: Float, grams: sp.csr_matrix, encoder: Encoder, settings: Settings
) -> Head:
    """P(spam | unwanted), on the comments that say which; docs/experiments/0023 for its penalties."""
    known = [k for k, row in enumerate(rows) if row.label in (Label.PROMOTIONAL, Label.SPAM)]
    target = np.array([rows[k].label is Label.SPAM for k in known])
    return fit_head(
        dense[known], sp.csr_matrix(grams[known]), target, np.ones(len(known)), encoder.columns,
        dense_penalty=settings.dense_penalty, gram_penalty=_KIND_PENALTY, bounded=False,
    )  # fmt: skip


def _calibrate(
    draft: Bundle, pool: Pool, fit: Int, held: Int, settings: Settings, say: Say
) -> Bundle:
    say(f"calibrating on {len(held)} comments")
    heads = draft.unwanted, draft.sentences, draft.trees
    views = pool.views(*heads, settings.again)
    prove_parity(draft, pool, held, views.whole)
    rows = [pool.rows[k] for k in held]
    target, weight = pool.unwanted[held], weights(rows, settings)
    own = np.array([row.corpus == OWN for row in rows])
    spoken = _spoken_for(rows, own, target)
    hidden = padded_adverts(pool, fit, held, settings).views(*heads, settings.again)
    best: tuple[float, Bundle] | None = None
    for penalty in settings.penalties:
        scores = views.best(penalty, settings.discount)[held]
        cutoff, claims = hold_cutoff(scores, rows, settings)
        caught = float((scores[own & target] > cutoff).mean()) if (own & target).any() else 0.0
        padded = hidden.best(penalty, settings.discount)
        kept = float((padded > cutoff).mean()) if len(padded) else 0.0
        say(f"segment penalty {penalty}: {caught:.3f} caught, {kept:.3f} when padded")
        calibration = fit_calibration(scores[spoken], target[spoken], weight[spoken])
        claims["adverts"] = {"caught": caught, "caught_padded": kept, "n": len(padded)}
        claims["calibration"] = {
            "n": int(spoken.sum()),
            "unwanted_share": float(weight[spoken & target].sum() / weight[spoken].sum()),
        }
        hold = float(calibration.probability(np.array([cutoff]))[0])
        trial = replace(
            draft,
            segment_penalty=penalty,
            segment_discount=settings.discount,
            again=settings.again,
            unwanted_calibration=calibration,
            policy=Policy(hold=hold),
            claims=claims,
        )
        if best is None or caught + kept > best[0] + 1e-12:
            best = (caught + kept, trial)
    assert best is not None
    return replace(best[1], kind_calibration=_calibrate_kind(best[1], pool, held))


def _spoken_for(rows: Sequence[Row], own: Bools, target: Bools) -> Bools:
    """The calibration rows that a probability is true of: ours, of these what was not aimed at a model.

    Mixed with ten times as many public readers, whom no score near the cut-off describes, the sigmoid said
    86 % of what was 64 % (docs/experiments/0021). Mixed with comments that were written at what models mistook,
    it said 9 % of what was 2 % among the others (0051). Of each choice only one that both classes are in is made.
    """
    plain = own & ~np.array([row.aimed for row in rows], dtype=bool)
    for spoken in (plain, own):
        if (spoken & target).any() and (spoken & ~target).any():
            return spoken
    return np.ones(len(rows), dtype=bool)


def _calibrate_kind(bundle: Bundle, pool: Pool, held: Int) -> Calibration:
    known = [k for k in held if pool.rows[k].label in (Label.PROMOTIONAL, Label.SPAM)]
    target = np.array([pool.rows[k].label is Label.SPAM for k in known], dtype=bool)
    if target.all() or not target.any():
        return Calibration()
    scores = pool.views(bundle.kind).whole[known]
    return fit_calibration(scores, target, np.ones(len(known)))


def _provenance(
    rows: Sequence[Row], fitted: int, held: int, settings: Settings, own_called: str = OWN
) -> dict[str, Any]:
    counts: dict[str, dict[str, int]] = {}
    for row in rows:
        own = counts.setdefault(row.corpus, {"ham": 0, "unwanted": 0})
        own["unwanted" if row.unwanted else "ham"] += 1
    return {
        "corpora": {own_called if name == OWN else name: n for name, n in counts.items()},
        "fit": fitted,
        "calibration": held,
        "settings": {**asdict(settings), "penalties": list(settings.penalties)},
    }
