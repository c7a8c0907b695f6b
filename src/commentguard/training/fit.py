"""From corpora to a bundle: the training run.

Three disjoint parts, split by group: *fit* for the weights, *calibration* for the sigmoid, the
segment penalty and the cut-offs, *report* (our own test half, and whole corpora left out) for
the figures. Nothing looks at the third part here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commentguard.errors import DataError, ModelError
from commentguard.features.encoder import Encoder
from commentguard.scoring.bundle import Bundle, columns_of
from commentguard.scoring.calibration import Calibration
from commentguard.scoring.linear import Head, score_views
from commentguard.scoring.neyman_pearson import cut_off
from commentguard.scoring.policy import Policy
from commentguard.scoring.scorer import Scorer
from commentguard.training.calibrate import fit_calibration
from commentguard.training.corpora import OWN, Row
from commentguard.training.estimator import decision, fit_head
from commentguard.training.matrix import encode_rows
from commentguard.training.padding import innocent_sentences, pad
from commentguard.training.probes import choose_probes
from commentguard.verdict import Label

Float = NDArray[np.float64]
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Settings:
    """Every choice of a training run that is not data.

    Chosen by cross-validation inside the training data (docs/experiments); `rate` and
    `confidence` are what the hold cut-off promises on calibration ham, `own_rate` the largest
    share of our own hard calibration ham that may be held.
    """

    dense_penalty: float = 0.05
    gram_penalty: float = 0.1
    own_weight: float = 8.0
    calibration_share: float = 0.25
    rate: float = 0.005
    confidence: float = 0.95
    own_rate: float = 0.02
    penalties: tuple[float, ...] = (0.5, 1.0, 1.5, 2.0, 3.0)
    padding: float = 3.0
    seed: int = 1


def train(
    rows: Sequence[Row],
    name: str,
    version: str,
    settings: Settings | None = None,
    say: Say = lambda _: None,
) -> Bundle:
    """Fit, calibrate, choose cut-offs, prove parity. The bundle is not saved.

    Raises `DataError` when a class is missing, `ModelError` when scorer and estimator disagree.
    """
    settings = settings or Settings()
    fit_rows = [row for row in rows if row.part >= settings.calibration_share]
    held_rows = [row for row in rows if row.part < settings.calibration_share]
    _check(fit_rows, held_rows)
    encoder = Encoder()
    say(f"encoding {len(fit_rows)} comments")
    dense, grams = encode_rows([row.comment for row in fit_rows], encoder)
    say("fitting P(unwanted)")
    unwanted = fit_head(
        dense, grams, _targets(fit_rows), _weights(fit_rows, settings), encoder.columns,
        dense_penalty=settings.dense_penalty, gram_penalty=settings.gram_penalty,
    )  # fmt: skip
    say("fitting the kind of unwanted")
    kind = _fit_kind(fit_rows, dense, grams, encoder, settings)
    draft = Bundle(
        name, version, tuple(encoder.columns), unwanted, kind,
        Calibration(), Calibration(), settings.penalties[0], Policy(),
    )  # fmt: skip
    say(f"calibrating on {len(held_rows)} comments")
    draft = _calibrate(draft, encoder, fit_rows, held_rows, settings, say)
    _prove_parity(draft, encoder, held_rows)
    own = [row.comment for row in fit_rows if row.corpus == OWN]
    probes = _write_probes(draft, encoder, own)
    return replace(draft, probes=probes, training=_provenance(rows, fit_rows, held_rows, settings))


def _check(fit_rows: Sequence[Row], held_rows: Sequence[Row]) -> None:
    for part, rows in (("fit", fit_rows), ("calibration", held_rows)):
        if len({row.unwanted for row in rows}) < 2:
            raise DataError(f"the {part} part holds only one class ({len(rows)} rows)")
    if len({row.label for row in fit_rows} & {Label.PROMOTIONAL, Label.SPAM}) < 2:
        raise DataError("training needs comments labelled promotional and comments labelled spam")


def _targets(rows: Sequence[Row]) -> NDArray[np.bool_]:
    return np.array([row.unwanted for row in rows], dtype=bool)


def _weights(rows: Sequence[Row], settings: Settings) -> Float:
    own = settings.own_weight
    return np.array([own if row.corpus == OWN else row.weight for row in rows])


def _fit_kind(
    rows: Sequence[Row], dense: Float, grams: sp.csr_matrix, encoder: Encoder, settings: Settings
) -> Head:
    known = [k for k, row in enumerate(rows) if row.label in (Label.PROMOTIONAL, Label.SPAM)]
    target = np.array([rows[k].label is Label.SPAM for k in known])
    return fit_head(
        dense[known], sp.csr_matrix(grams[known]), target, np.ones(len(known)), encoder.columns,
        dense_penalty=5.0, gram_penalty=20.0, bounded=False,
    )  # fmt: skip


def _calibrate(
    draft: Bundle,
    encoder: Encoder,
    fit_rows: Sequence[Row],
    held_rows: Sequence[Row],
    settings: Settings,
    say: Say,
) -> Bundle:
    target, weight = _targets(held_rows), _weights(held_rows, settings)
    own = np.array([row.corpus == OWN for row in held_rows])
    sentences = innocent_sentences(
        [r.comment for r in fit_rows if r.corpus == OWN and not r.unwanted]
    )
    adverts = [r.comment for r, mine in zip(held_rows, own, strict=True) if mine and r.unwanted]
    padded = [pad(c, sentences, settings.padding, settings.seed) for c in adverts]
    best: tuple[float, Bundle] | None = None
    for penalty in settings.penalties:
        trial = replace(draft, segment_penalty=penalty)
        scores = final_scores(trial, encoder, [row.comment for row in held_rows])
        cutoff, claims = _hold_cutoff(scores, target, own, settings)
        caught = float((scores[own & target] > cutoff).mean()) if (own & target).any() else 0.0
        hidden = final_scores(trial, encoder, padded)
        kept = float((hidden > cutoff).mean()) if len(hidden) else 0.0
        say(f"segment penalty {penalty}: {caught:.3f} caught, {kept:.3f} when padded")
        calibration = fit_calibration(scores, target, weight)
        claims["adverts"] = {"caught": caught, "caught_padded": kept, "n": len(adverts)}
        hold = float(calibration.probability(np.array([cutoff]))[0])
        trial = replace(
            trial, unwanted_calibration=calibration, policy=Policy(hold=hold), claims=claims
        )
        if best is None or caught + kept > best[0] + 1e-12:
            best = (caught + kept, trial)
    assert best is not None
    return replace(best[1], kind_calibration=_calibrate_kind(best[1], encoder, held_rows))


def _hold_cutoff(
    scores: Float, target: NDArray[np.bool_], own: NDArray[np.bool_], settings: Settings
) -> tuple[float, dict[str, Any]]:
    """The log-odds to hold above: the promise on all ham, tightened on our own hard ham."""
    ham = scores[~target]
    claim = cut_off(ham.tolist(), settings.rate, settings.confidence)
    # Too little ham for the promise: hold nothing that calibration ham reaches, and say so.
    cutoff = claim.cutoff if claim else float(ham.max())
    hard = np.sort(scores[own & ~target])
    if len(hard):
        allowed = int(len(hard) * settings.own_rate)
        cutoff = max(cutoff, float(hard[len(hard) - 1 - allowed]))
    claims: dict[str, Any] = {
        "hold": {
            "rate": claim.rate if claim else None,
            "confidence": settings.confidence,
            "n": len(ham),
            "own_hard_ham": len(hard),
            "held_on_calibration": float((ham > cutoff).mean()),
        }
    }
    return cutoff, claims


def _calibrate_kind(bundle: Bundle, encoder: Encoder, rows: Sequence[Row]) -> Calibration:
    known = [row for row in rows if row.label in (Label.PROMOTIONAL, Label.SPAM)]
    target = np.array([row.label is Label.SPAM for row in known], dtype=bool)
    if target.all() or not target.any():
        return Calibration()
    encoded = encoder.encode([row.comment for row in known])
    scores = score_views(encoded, bundle.kind)[: len(known)]
    return fit_calibration(scores, target, np.ones(len(known)))


def final_scores(bundle: Bundle, encoder: Encoder, comments: Sequence[Any]) -> Float:
    """Final log-odds (best view, penalty paid), chunk by chunk."""
    scorer = Scorer(bundle, encoder)
    parts = [
        scorer.log_odds(encoder.encode(comments[k : k + 512])) for k in range(0, len(comments), 512)
    ]
    return np.concatenate(parts) if parts else np.zeros(0)


def _prove_parity(bundle: Bundle, encoder: Encoder, rows: Sequence[Row]) -> None:
    """Scorer and estimator must agree on every held-out row to 1e-9, or nothing is exported."""
    comments = [row.comment for row in rows]
    dense, grams = encode_rows(comments, encoder)
    expected = decision(bundle.unwanted, dense, grams)
    for start in range(0, len(comments), 512):
        encoded = encoder.encode(comments[start : start + 512])
        count = len(encoded.documents)
        gap = np.abs(
            score_views(encoded, bundle.unwanted)[:count] - expected[start : start + count]
        )
        if gap.max(initial=0.0) > 1e-9:
            raise ModelError(f"scorer and estimator differ by {gap.max()} near row {start}")


def _write_probes(
    bundle: Bundle, encoder: Encoder, own: Sequence[Any]
) -> tuple[dict[str, Any], ...]:
    comments = choose_probes(own, encoder)
    encoded = encoder.encode(comments)
    scores = score_views(encoded, bundle.unwanted)
    return tuple(
        {
            "comment": comment.to_mapping(),
            "columns": columns_of(encoded, encoder, k),
            "log_odds": float(scores[k]),
        }
        for k, comment in enumerate(comments)
    )


def _provenance(
    rows: Sequence[Row], fit_rows: Sequence[Row], held_rows: Sequence[Row], settings: Settings
) -> dict[str, Any]:
    counts: dict[str, dict[str, int]] = {}
    for row in rows:
        own = counts.setdefault(row.corpus, {"ham": 0, "unwanted": 0})
        own["unwanted" if row.unwanted else "ham"] += 1
    return {
        "corpora": counts,
        "fit": len(fit_rows),
        "calibration": len(held_rows),
        "settings": {
            "dense_penalty": settings.dense_penalty,
            "gram_penalty": settings.gram_penalty,
            "own_weight": settings.own_weight,
            "seed": settings.seed,
        },
    }


def default_rows(own: Path, public: Path | None) -> list[Row]:
    """What the default model is trained on: our own training half, and the public corpora if there."""
    from commentguard.training.corpora import SOURCES, read_own, read_public

    rows = read_own(own, "train")
    if public is not None:
        for source in SOURCES:
            if source.trained_on:
                rows += read_public(source, public)
    return rows
