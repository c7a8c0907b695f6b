"""Moving the pointer: forward through the gate, back without one.

Going forward has conditions because a model that nobody measured must not answer visitors. Going
back has none beyond a sound bundle: it is what one does at three in the morning.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime

from commentguard.errors import ModelError
from commentguard.registry.floors import examine
from commentguard.registry.pointer import Choice, Pointer, write_pointer
from commentguard.registry.store import SHIPPED, ModelStore, Stored
from commentguard.scoring.bundle import prove_bundle

LOG = "moves.jsonl"


def promote(store: ModelStore, wanted: str) -> Stored:
    """Make `wanted` the model that answers.

    Raises `ModelError` naming every condition that does not hold (see `floors`). Promoting what
    already answers changes nothing.
    """
    model = store.find(wanted)
    failed = [f for f in examine(model.folder, model.bundle) if not f.holds]
    if failed:
        told = "; ".join(f"{f.asked}: {f.found}" for f in failed)
        raise ModelError(f"{model.reference} is not promoted: {told}")
    now = _now(store)
    if not model.is_what(now):
        _move(store, "promote", model.choice, now)
    return model


def roll_back(store: ModelStore) -> Stored:
    """Make the previous model answer again; a second roll-back undoes the first.

    Raises `ModelError` when there is no previous model, or it is not sound any more.
    """
    pointer = store.pointer()
    if pointer is None or pointer.previous is None:
        raise ModelError("there is no previous model to roll back to")
    try:
        model = store.chosen(pointer.previous)
        prove_bundle(model.bundle)
    except ModelError as error:
        told = (
            f"{pointer.previous.reference} cannot answer again, {pointer.current.reference} stays"
        )
        raise type(error)(f"{told}: {error}") from error
    _move(store, "rollback", model.choice, pointer.current)
    return model


def _now(store: ModelStore) -> Choice:
    pointer = store.pointer()
    return pointer.current if pointer else store.open(SHIPPED).choice


def _move(store: ModelStore, verb: str, to: Choice, away: Choice) -> None:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    write_pointer(store.pointer_path, Pointer(to, away, since))
    move = {
        "at": since, "by": os.environ.get("USER", ""), "verb": verb,
        "from": f"{away.reference} {away.digest}", "to": f"{to.reference} {to.digest}",
    }  # fmt: skip
    try:
        with (store.folder / LOG).open("a", encoding="utf-8") as log:
            log.write(json.dumps(move, sort_keys=True) + "\n")
    except OSError as error:
        told = f"{to.reference} answers now, but {LOG} could not note it: {error.strerror}"
        raise ModelError(told) from error
