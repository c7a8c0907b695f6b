"""A model on disk that proves itself: JSON and arrays, digests, probes. Never a pickle.

A bundle is a folder with `bundle.json`, `weights.npz` and `SHA256SUMS`. Loading checks the
sums, reads arrays with pickling off, and re-encodes the probes: comments whose columns and
log-odds were written down on export day. A changed lexicon, a new Unicode table or an innocent
refactoring all show as `SkewError` instead of as a silent loss of quality.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commentguard.comment import Comment
from commentguard.errors import DataError, ModelError, SkewError
from commentguard.features.encoder import Encoded, Encoder
from commentguard.features.ngrams import BUCKETS, CHAR_ORDERS, WORD_ORDERS
from commentguard.scoring import stated
from commentguard.scoring.again import ONCE, Again
from commentguard.scoring.calibration import Calibration
from commentguard.scoring.linear import Head
from commentguard.scoring.policy import Policy
from commentguard.scoring.scores import score_views
from commentguard.scoring.sealed import SUMS, sums_of, verified
from commentguard.scoring.sentences import FEATURES, SentenceHead
from commentguard.scoring.together import write_together
from commentguard.scoring.trees import Trees

Table = NDArray[np.float32]

FORMAT = 4
"""Where windows are read again; 3 is written where not. 1 and 2, which are read too, have no trees, 1 no head for sentences."""
FILES = ("bundle.json", "weights.npz")
# Weights are compared through scores; this is far above rounding and far below any effect.
_TOLERANCE = 1e-9
_MALFORMED = (
    KeyError, TypeError, ValueError, RecursionError, DataError, zipfile.BadZipFile, zlib.error, EOFError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything a scorer needs: two heads, one for sentences, trees, two calibrations, what a window pays, a policy, its name.

    `columns` are the dense columns by full name, in the order of the heads' weights. `claims`
    records what the cut-offs promise and on how many ham. A window counts `segment_penalty` less than it
    says, in log-odds, and the share `segment_discount` less of what it says beyond its comment. `again` are the windows
    that are read as comments of their own: if there are any, no other counts.
    """

    name: str
    version: str
    columns: tuple[str, ...]
    unwanted: Head
    kind: Head
    sentences: SentenceHead
    unwanted_calibration: Calibration
    kind_calibration: Calibration
    segment_penalty: float
    segment_discount: float
    policy: Policy
    trees: Trees = field(default_factory=Trees.silent)
    again: Again = ONCE
    claims: dict[str, Any] = field(default_factory=dict)
    training: dict[str, Any] = field(default_factory=dict)
    probes: tuple[dict[str, Any], ...] = ()
    digest: str = ""

    def describe(self) -> dict[str, str]:
        """Name, version and digest, as every verdict carries them."""
        return {"name": self.name, "version": self.version, "digest": self.digest}

    def sharing(self, unwanted: Table, kind: Table, sentences: Table) -> Bundle:
        """The same with other arrays that hold the same tables."""
        return replace(
            self,
            unwanted=replace(self.unwanted, table=unwanted),
            kind=replace(self.kind, table=kind),
            sentences=replace(self.sentences, table=sentences),
        )

    def save(self, folder: Path | str) -> Bundle:
        """Write the bundle into `folder` and return it with its digest. Same model and zlib, same bytes.

        Raises `ModelError` where it cannot be written; a bundle that was there then stands as it was.
        """
        arrays = io.BytesIO()
        np.savez_compressed(
            arrays,
            allow_pickle=False,
            unwanted_dense=self.unwanted.dense,
            unwanted_table=_stored(self.unwanted.table),
            kind_dense=self.kind.dense,
            kind_table=_stored(self.kind.table),
            sentence_table=_stored(self.sentences.table),
            **self.trees.arrays(),
        )
        body = {
            "format": FORMAT if self.again.most else 3,
            "name": self.name,
            "version": self.version,
            "encoder": _ENCODER,
            "columns": list(self.columns),
            "unwanted": _head(self.unwanted, self.unwanted_calibration),
            "kind": _head(self.kind, self.kind_calibration),
            "sentences": {
                "bias": self.sentences.bias,
                "weights": dict(zip(FEATURES, self.sentences.weights, strict=True)),
            },
            "segment_penalty": self.segment_penalty,
            "segment_discount": self.segment_discount,
            **({"segments_again": self.again._asdict()} if self.again.most else {}),
            "policy": self.policy.to_mapping(),
            "claims": self.claims,
            "training": self.training,
            "probes": list(self.probes),
        }
        written = {
            "bundle.json": json.dumps(body, indent=1, sort_keys=True, ensure_ascii=False).encode()
            + b"\n",
            "weights.npz": arrays.getvalue(),
        }
        write_together(Path(folder), {**written, SUMS: sums_of(written)})
        return load(folder, prove=False)


_ENCODER = {"buckets": BUCKETS, "char_orders": list(CHAR_ORDERS), "word_orders": list(WORD_ORDERS)}


def load(folder: Path | str, *, prove: bool = True) -> Bundle:
    """Read and verify a bundle; `prove` re-encodes its probes (a few milliseconds).

    Raises `ModelError` when a file is missing, damaged or malformed, `SkewError` when this code
    computes other features than the ones the model was fitted to.
    """
    written, digest = verified(Path(folder), FILES)
    try:
        body = json.loads(written["bundle.json"])
        if body["format"] not in range(1, FORMAT + 1):
            raise ModelError(
                f"{folder}: bundle format {body['format']}, this version reads 1 to {FORMAT}"
            )
        if body["encoder"] != _ENCODER:
            raise SkewError(f"{folder}: fitted to another encoder: {body['encoder']}")
        with np.load(io.BytesIO(written["weights.npz"]), allow_pickle=False) as arrays:
            unwanted, unwanted_calibration = _read_head(body, "unwanted", arrays)
            kind, kind_calibration = _read_head(body, "kind", arrays)
            sentences = _read_sentences(body, arrays)
            grown = body["format"] >= 3
            trees = Trees.read(arrays, len(body["columns"])) if grown else Trees.silent()
        bundle = Bundle(
            name=stated.words(body, "name"),
            version=stated.words(body, "version"),
            columns=stated.columns(body),
            unwanted=unwanted,
            kind=kind,
            sentences=sentences,
            unwanted_calibration=unwanted_calibration,
            kind_calibration=kind_calibration,
            segment_penalty=stated.number(body, "segment_penalty", 0.0),
            # Models up to 0.6.0 took windows at their word.
            segment_discount=stated.number(
                {"segment_discount": 0.0, **body}, "segment_discount", 0.0, 1.0
            ),
            policy=stated.policy(body),
            trees=trees,
            again=Again.read(stated.mapping(body, "segments_again"))
            if body["format"] >= 4
            else ONCE,
            claims=stated.mapping(body, "claims"),
            training=stated.mapping(body, "training"),
            probes=stated.probes(body),
            digest=digest,
        )
    except _MALFORMED as error:
        raise ModelError(f"{folder}: malformed bundle: {error}") from error
    if prove:
        prove_bundle(bundle)
    return bundle


def _head(head: Head, calibration: Calibration) -> dict[str, float]:
    return {"bias": head.bias, "slope": calibration.slope, "intercept": calibration.intercept}


def _read_head(body: dict[str, Any], name: str, arrays: Any) -> tuple[Head, Calibration]:
    dense, table = arrays[f"{name}_dense"], _whole(arrays[f"{name}_table"])
    stated.weights(name, dense, (len(body["columns"]),))
    stated.weights(name, table, (BUCKETS,))
    own = stated.mapping(body, name)
    head = Head(stated.number(own, "bias"), dense, table)
    return head, Calibration(stated.number(own, "slope"), stated.number(own, "intercept"))


def _read_sentences(body: dict[str, Any], arrays: Any) -> SentenceHead:
    if body["format"] == 1:
        return SentenceHead.silent()
    table, own = _whole(arrays["sentence_table"]), body["sentences"]
    stated.weights("sentences", table, (BUCKETS,))
    weights = tuple(stated.number(own["weights"], name, 0.0) for name in FEATURES)
    return SentenceHead(stated.number(own, "bias"), table, weights)


def _stored(table: NDArray[np.float32]) -> NDArray[np.float16 | np.float32]:
    """A table as it is written: in half the bytes where that loses nothing (`Head.rounded`)."""
    half = table.astype(np.float16)
    return half if np.array_equal(half.astype(np.float32), table) else table


def _whole(table: Any) -> Any:
    return table.astype(np.float32) if table.dtype == np.float16 else table


def fit_to(bundle: Bundle, encoder: Encoder) -> tuple[Head, Head]:
    """The bundle's heads with weights in the encoder's column order, 0 for columns unknown to it.

    Raises `SkewError` when the bundle names a column that the encoder does not compute.
    """
    missing = sorted(set(bundle.columns) - set(encoder.columns))
    if missing:
        raise SkewError(f"columns no longer computed: {', '.join(missing)}")
    place = {name: k for k, name in enumerate(bundle.columns)}
    order = [place.get(name, -1) for name in encoder.columns]

    def arranged(head: Head) -> Head:
        dense = np.array([head.dense[k] if k >= 0 else 0.0 for k in order], dtype=np.float32)
        return Head(head.bias, dense, head.table)

    return arranged(bundle.unwanted), arranged(bundle.kind)


def trees_for(bundle: Bundle, encoder: Encoder) -> Trees:
    """The bundle's trees, which ask about the encoder's columns; `fit_to` first, for it refuses what is gone."""
    return bundle.trees.arranged(
        {name: k for k, name in enumerate(encoder.columns)}, bundle.columns
    )


def prove_bundle(bundle: Bundle, encoder: Encoder | None = None) -> None:
    """Re-encode the probes; raises `SkewError` naming the column, the two values and the probe."""
    encoder = encoder or Encoder()
    head, _ = fit_to(bundle, encoder)
    if not bundle.probes:
        return
    comments = [Comment.from_mapping(probe["comment"]) for probe in bundle.probes]
    encoded = encoder.encode(comments)
    scores = score_views(encoded, head, bundle.sentences, trees_for(bundle, encoder))
    # Asked so that what is no number agrees with nothing.
    for row, probe in enumerate(bundle.probes):
        now = columns_of(encoded, encoder, row)
        for name in bundle.columns:
            then = float(probe["columns"].get(name, 0.0))
            if not abs(now.get(name, 0.0) - then) <= _TOLERANCE:
                text = comments[row].text[:40]
                raise SkewError(
                    f"{bundle.name} {bundle.version} was fitted to other code than this; train it"
                    f" anew ({name} was {then:.6f}, is {now.get(name, 0.0):.6f} on {text!r})"
                )
        if not abs(scores[row] - probe["log_odds"]) <= _TOLERANCE:
            raise SkewError(f"log-odds were {probe['log_odds']}, are {scores[row]}")


def columns_of(encoded: Encoded, encoder: Encoder, row: int) -> dict[str, float]:
    """The columns of one comment that are not 0, by full name."""
    return {
        name: float(value)
        for name, value in zip(encoder.columns, encoded.dense[row], strict=True)
        if value
    }
