"""Who takes part in a report or a comparison: a model, and the baselines that it must beat.

A contestant can do three things. Its learner is fitted anew on benchmark tracks. It is trained
anew where a corpus is left out. And where nothing is left out it stands as it is: a bundle with
its own weights and cut-offs, a baseline trained on what the default model is trained on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from commentguard.errors import DataError
from commentguard.scoring.bundle import Bundle
from commentguard.training.baselines.nbsvm import NbSvm
from commentguard.training.baselines.rules import Rules
from commentguard.training.baselines.tfidf import Tfidf
from commentguard.training.fit import Settings, fit_guard
from commentguard.training.guards import BundleGuard, Guard, learner_guard
from commentguard.training.learner import Learner
from commentguard.training.linear_learner import Linear
from commentguard.training.pool import Pool

MODEL = "model"

# What a baseline's penalty is where choosing it anew in every fold would take longer than the
# rest of the report: the choice that won most often on the benchmark tracks.
_CHOICES: Mapping[str, Mapping[str, float]] = {
    "baseline:tfidf": {"C": 100.0},
    "baseline:nbsvm": {"C": 0.1},
    "baseline:rules": {},
}
_LEARNERS: Mapping[str, Learner] = {one.name: one for one in (Tfidf(), NbSvm(), Rules())}


@dataclass
class Contestant:
    """`train` makes a guard from a pool; `stands` is the guard where nothing is left out."""

    name: str
    learner: Learner
    train: Callable[[Pool], Guard]
    bundle: Bundle | None = None
    _standing: dict[str, Guard] = field(default_factory=dict)

    def stands(self, everything: Callable[[], Pool]) -> Guard:
        """The guard as it stands; `everything` is only asked for where it must be trained."""
        if self.bundle is not None:
            return BundleGuard(self.bundle)
        if "guard" not in self._standing:
            self._standing["guard"] = self.train(everything())
        return self._standing["guard"]


def of_bundle(bundle: Bundle, name: str = MODEL) -> Contestant:
    """A bundle; where it must be fitted anew, with the settings that it records."""
    settings = Settings.recorded(bundle.training.get("settings", {}))

    def train(pool: Pool) -> Guard:
        return BundleGuard(fit_guard(pool, bundle.name, bundle.version, settings))

    return Contestant(name, Linear(), train, bundle)


def baselines() -> list[Contestant]:
    """TF-IDF, NB-SVM, rules."""
    return [of_baseline(name) for name in _LEARNERS]


def of_baseline(name: str) -> Contestant:
    """A baseline by name; raises `DataError` naming those there are."""
    if name not in _LEARNERS:
        raise DataError(f"no such baseline: {name} (there are {', '.join(_LEARNERS)})")
    learner = _LEARNERS[name]

    def train(pool: Pool) -> Guard:
        return learner_guard(learner, pool, Settings(), _CHOICES[name])

    return Contestant(name, learner, train)
