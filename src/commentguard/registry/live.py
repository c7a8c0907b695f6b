"""The scorer of a running server: swapped whole, between two requests, never in the middle of one.

A new model is loaded and proved on a thread of its own and put in place by one assignment, so a
request that began with the old model ends with it and the answer names it. What does not load is
reported and left alone: the model that answered goes on answering.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from pathlib import Path

from commentguard.comment import Comment
from commentguard.errors import CommentGuardError, ModelError
from commentguard.registry.store import SHIPPED, ModelStore
from commentguard.scoring.bundle import Bundle
from commentguard.scoring.scorer import Scorer

_LOG = logging.getLogger(__name__)
# The first score builds lexicons and gazetteer: better before the swap than on a visitor's time.
_WARM = Comment(text="Warm up in Leeds, 01632 960 148, www.shop.example")
_POLL_SECONDS = 1.0


class LiveScorer:
    """Scores with the model that the store's pointer names, whichever that is at the moment.

    Take `current` once where a score and its model's name are both needed: two reads may see two
    models. `problem` says why the pointer's model is not the one that answers, empty if it is.
    `swapped` may be set; it is called with the new scorer after every swap, on the thread that
    made it.
    """

    def __init__(self, store: ModelStore, poll_seconds: float = _POLL_SECONDS) -> None:
        self._store = store
        self._poll_seconds = poll_seconds
        self.swapped: Callable[[Scorer], None] = lambda _: None
        self._reloading = threading.Lock()
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self.problem = ""
        self._seen: tuple[int, int] | None = self._mark()
        self.current = self._first()

    @property
    def bundle(self) -> Bundle:
        """The bundle of the model that answers now."""
        return self.current.bundle

    def reload(self) -> bool:
        """Read the pointer now; true when another model answers from here on. Never raises."""
        with self._reloading:
            self._seen = self._mark()
            try:
                stored = self._store.current()
                if stored.bundle.digest != self.current.bundle.digest:
                    candidate = ready(stored.folder, stored.bundle.digest)
                else:
                    candidate = self.current
            except CommentGuardError as error:
                self.problem = str(error)
                _LOG.error("model not changed: %s", error)
                return False
            except Exception as error:
                # The thread that follows the pointer must outlive any candidate: dead, it would leave the
                # old model in place for good, and `problem` empty.
                self.problem = f"the candidate broke while it was loaded: {error!r}"
                _LOG.exception("model not changed")
                return False
            self.problem = ""
            changed = candidate is not self.current
            self.current = candidate
            if changed:
                self.swapped(candidate)
                _LOG.info("model is now %s %s", stored.reference, stored.bundle.digest[:12])
            return changed

    def watch(self) -> None:
        """Follow the pointer on a thread until `stop`: one `stat` a second, none a request."""
        if self._thread is None:
            self._stopped.clear()
            self._thread = threading.Thread(target=self._follow, name="model-watch", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the watching thread and wait for it."""
        self._stopped.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def reload_on_hangup(self) -> bool:
        """Let SIGHUP hurry the watching thread; false where there is none, or off the main thread.

        The signal only wakes the thread: loading a model inside a handler would stall the loop.
        """
        if (
            not hasattr(signal, "SIGHUP")
            or threading.current_thread() is not threading.main_thread()
        ):
            return False
        signal.signal(signal.SIGHUP, lambda *_: self.nudge())
        return True

    def nudge(self) -> None:
        """Make the watching thread reload at once, whether or not the pointer moved."""
        self._seen = None
        self._wake.set()

    def _follow(self) -> None:
        while not self._stopped.is_set():
            self._wake.wait(self._poll_seconds)
            self._wake.clear()
            if not self._stopped.is_set() and self._mark() != self._seen:
                self.reload()

    def _mark(self) -> tuple[int, int]:
        """What changes when the pointer is replaced; a rename brings a new inode and time."""
        try:
            found = self._store.pointer_path.stat()
        except OSError:
            return (0, 0)
        return (found.st_ino, found.st_mtime_ns)

    def _first(self) -> Scorer:
        """The pointer's model; failing that the previous one; failing that the shipped one.

        Where the shipped one is chosen and does not load, nothing else answers: the previous one is what
        somebody went back from.
        """
        try:
            stored = self._store.current()
            return ready(stored.folder, stored.bundle.digest)
        except ModelError as error:
            self.problem = str(error)
            _LOG.error("the current model cannot be used: %s", error)
        try:
            pointer = self._store.pointer()
            if pointer and pointer.previous and pointer.current.reference != SHIPPED:
                stored = self._store.chosen(pointer.previous)
                return ready(stored.folder, stored.bundle.digest)
        except ModelError as error:
            _LOG.error("nor can the previous one: %s", error)
        return ready(self._store.place(SHIPPED))


def ready(folder: Path, digest: str = "") -> Scorer:
    """A warm scorer of the bundle in `folder`, which must (still) have `digest` if one is given.

    Raises `ModelError` when it has not, or does not load.
    """
    scorer = Scorer.from_folder(folder)
    if digest and scorer.bundle.digest != digest:
        raise ModelError(f"{folder} changed while it was loaded")
    scorer.score(_WARM)
    return scorer
