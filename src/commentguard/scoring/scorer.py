"""The scorer: comments in, verdicts out. Immutable, so that threads and sites share one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from commentguard.comment import Comment
from commentguard.features.encoder import Encoded, Encoder
from commentguard.scoring.adaptation import Adaptation
from commentguard.scoring.bundle import Bundle, fit_to, load, trees_for
from commentguard.scoring.collector import Uncollected
from commentguard.scoring.explanation import Asked, Explanation, Wording, explain
from commentguard.scoring.linear import END, START, Heads, Weighed, weigh
from commentguard.scoring.policy import Policy
from commentguard.scoring.rules import ruled
from commentguard.scoring.scores import Judge, Listed, Price, Scores, score_batch
from commentguard.text.language import believable
from commentguard.verdict import Label, Learned, Sentence, Span, Verdict

Float = NDArray[np.float64]

_LABELS = tuple([label.value for label in (Label.HAM, Label.PROMOTIONAL, Label.SPAM)])


class _Judged(NamedTuple):
    """Log-odds and P(unwanted) with what the site has `learned`, and P(spam | unwanted), `q`."""

    log_odds: float
    p: float
    q: float
    learned: Learned | None


class Scorer:
    """Scores comments with one bundle.

    `score_many` and `score` share every line of code, so a batch and a single comment agree; the
    only thing a batch saves is the overhead of array operations.
    """

    def __init__(self, bundle: Bundle, encoder: Encoder | None = None) -> None:
        self.encoder = encoder or Encoder()
        self._unwanted, kind = fit_to(bundle, self.encoder)
        sentences = bundle.sentences.as_head(len(self.encoder.columns))
        self._heads = Heads.of(self._unwanted, kind, sentences)
        # Its own tables are let go: three megabytes of what a process that serves may hold.
        self.bundle = bundle.sharing(*map(self._heads.column, range(3)))
        self._unwanted = replace(self._unwanted, table=self._heads.column(0))
        self._known = frozenset(bundle.columns)
        self._judge = Judge(
            self._heads.bias,
            bundle.sentences,
            trees_for(bundle, self.encoder),
            Price(bundle.segment_penalty, bundle.segment_discount),
        )

    @classmethod
    def from_folder(cls, folder: Path) -> Self:
        """Load, verify and prove a bundle. Raises `ModelError` or `SkewError`."""
        return cls(load(folder))

    def score(
        self,
        comment: Comment,
        policy: Policy | None = None,
        adaptation: Adaptation | None = None,
    ) -> Verdict:
        """The verdict about one comment, with its explanation."""
        return self.score_many([comment], policy, adaptation)[0]

    def score_many(
        self,
        comments: Sequence[Comment],
        policy: Policy | None = None,
        adaptation: Adaptation | None = None,
    ) -> list[Verdict]:
        """Verdicts in the order of `comments`, moved by what their site has learned, if it has."""
        if not comments:
            return []
        with Uncollected():
            return self._verdicts(comments, policy, adaptation)

    def probabilities(self, comments: Sequence[Comment]) -> Float:
        """P(ham), P(promotional), P(spam) as (n, 3), without explanations: for bulk work."""
        if not comments:
            return np.zeros((0, 3))
        with Uncollected():
            scores = self._scores(self.encoder.encode(comments))
        p, q = self._chances(scores)
        return np.column_stack([1 - p, p * (1 - q), p * q])

    def log_odds(self, encoded: Encoded) -> Float:
        """Final log-odds of a batch that is already encoded: what calibration is fitted on."""
        return self._scores(encoded).of("log_odds")

    def spam_share(self, encoded: Encoded) -> Float:
        """P(spam | unwanted) of a batch that is already encoded."""
        return self._chances(self._scores(encoded))[1]

    def _chances(self, scores: Scores) -> tuple[Float, Float]:
        """P(unwanted) and P(spam | unwanted) of all comments."""
        return (
            self.bundle.unwanted_calibration.probability(scores.of("log_odds")),
            self.bundle.kind_calibration.probability(scores.of("kind")),
        )

    def _scores(self, encoded: Encoded, weighed: Weighed | None = None) -> Scores:
        return score_batch(encoded, weighed or weigh(encoded, self._heads), self._judge)

    def _verdicts(
        self, comments: Sequence[Comment], policy: Policy | None, adaptation: Adaptation | None
    ) -> list[Verdict]:
        encoded = self.encoder.encode(comments)
        weighed = weigh(encoded, self._heads)
        scores, wording = self._scores(encoded, weighed).listed(), Wording.of(encoded, weighed)
        verdicts = []
        for row, winner in enumerate(scores.winner):
            judged = self._judged(encoded, scores, row, adaptation)
            explanation = explain(
                encoded, self.encoder, self._unwanted, self._known,
                wording, scores.view(winner), scores.plain[winner],
                Asked(self._judge.trees, scores.asked_about(winner), scores.together[winner]), unwanted=judged.p > 0.5,
            )  # fmt: skip
            verdicts.append(self._verdict(encoded, scores, row, judged, explanation, policy))
        return verdicts

    def _judged(
        self, encoded: Encoded, scores: Listed, row: int, adaptation: Adaptation | None
    ) -> _Judged:
        """Before reasons are chosen: hints follow what the site has learned."""
        log_odds = scores.log_odds[row]
        q = self.bundle.kind_calibration.chance(scores.kind[row])
        learned = None
        if adaptation:
            learned = adaptation.learned(encoded, self.encoder, row, log_odds, q)
            log_odds += learned.weight
        return _Judged(log_odds, self.bundle.unwanted_calibration.chance(log_odds), q, learned)

    def _verdict(
        self,
        encoded: Encoded,
        scores: Listed,
        row: int,
        judged: _Judged,
        explanation: Explanation,
        policy: Policy | None,
    ) -> Verdict:
        policy = policy or self.bundle.policy
        document = encoded.documents[row]
        comment = document.comment
        log_odds, p, q, learned = judged
        chances = dict(zip(_LABELS, (1 - p, p * (1 - q), p * q), strict=True))
        label = Label(max(chances, key=chances.__getitem__))
        winner = scores.winner[row]
        view = scores.view(winner)
        windowed = winner >= len(encoded.documents)
        penalty = scores.plain[winner] - scores.log_odds[row] if windowed else 0.0
        origin = int(encoded.grams.starts[row])
        start, end = view[START] - origin, view[END] - origin
        action = policy.decide(
            p,
            p * q,
            label,
            explanation.fired,
            approved_author=bool(comment.author_approved),
        )
        action, notes = ruled(comment, action, truncated=document.truncated)
        return Verdict(
            id=comment.id,
            action=action,
            label=label,
            probability=p,
            probabilities=chances,
            log_odds=log_odds,
            bias=self._unwanted.bias,
            rest=explanation.rest - penalty,
            sentence=self._sentence(encoded, scores, row, winner),
            reasons=explanation.reasons,
            clues=explanation.clues,
            view="segment" if windowed else "whole",
            view_span=document.span(start, end) if end > start else Span(0, 0),
            penalty=penalty,
            together=explanation.together,
            truncated=document.truncated,
            # What signals go by may be the site's; a text in other letters is not written in it.
            language=believable(document.language, document.visible),
            model=self.bundle.describe(),
            policy=policy.to_mapping(),
            notes=notes,
            learned=learned,
        )

    def _sentence(self, encoded: Encoded, scores: Listed, row: int, winner: int) -> Sentence | None:
        """The sentence of the winning view that reads most like an advert's, if any counts."""
        first, behind = scores.first[winner], scores.behind[winner]
        if first < 0 or not any(self.bundle.sentences.weights):
            return None
        chances = scores.likelihood[first:behind]
        highest = max(chances)
        loudest = scores.sentence(first + chances.index(highest))
        origin, document = encoded.grams.starts.item(row), encoded.documents[row]
        start, end = document.trimmed(loudest[START] - origin, loudest[END] - origin)
        return Sentence(highest, scores.lift[winner], document.span(start, end))
