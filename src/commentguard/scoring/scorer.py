"""The scorer: comments in, verdicts out. Immutable, so that threads and sites share one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from commentguard.comment import Comment
from commentguard.features.encoder import Encoded, Encoder
from commentguard.scoring.adaptation import Adaptation
from commentguard.scoring.bundle import Bundle, fit_to, load
from commentguard.scoring.collector import Uncollected
from commentguard.scoring.explanation import Explanation, explain
from commentguard.scoring.linear import (
    END,
    ROW,
    START,
    Heads,
    Views,
    Weighed,
    view_scores,
    views_of,
    weigh,
)
from commentguard.scoring.policy import Policy
from commentguard.scoring.sentences import Summary, likelihoods, summaries
from commentguard.verdict import Label, Sentence, Span, Verdict

Float = NDArray[np.float64]

_LABELS = tuple([label.value for label in (Label.HAM, Label.PROMOTIONAL, Label.SPAM)])


@dataclass(frozen=True, slots=True)
class Scores:
    """Final scores of a batch: log-odds of the winning views (penalty paid), and which views won.

    `plain` are the log-odds of all views before any penalty, `lift` included, which is what a view's
    sentences add. `likelihood` has the probability of each of `sentences`, `summary` the figures of each
    view's.
    """

    log_odds: Float
    winner: list[int]
    views: Views
    plain: list[float]
    sentences: Views
    likelihood: Float
    summary: Summary
    lift: Float
    weighed: Weighed
    unwanted: Float
    spam_given_unwanted: Float


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
        p, q = scores.unwanted, scores.spam_given_unwanted
        return np.column_stack([1 - p, p * (1 - q), p * q])

    def log_odds(self, encoded: Encoded) -> Float:
        """Final log-odds of a batch that is already encoded: what calibration is fitted on."""
        return self._scores(encoded).log_odds

    def spam_share(self, encoded: Encoded) -> Float:
        """P(spam | unwanted) of a batch that is already encoded."""
        return self._scores(encoded).spam_given_unwanted

    def _scores(self, encoded: Encoded) -> Scores:
        weighed = weigh(encoded, self._heads)
        count = len(encoded.documents)
        told = count + encoded.segments.shape[1]
        # Views and sentences in one, because a comment by itself pays for the number of steps.
        together = views_of(encoded, encoded.segments, encoded.utterances)
        views, sentences = together[:, :told], together[:, told:]
        by_head = view_scores(together, weighed, self._heads.bias)
        likelihood = likelihoods(by_head[told:, 2])
        summary = summaries(views, sentences, likelihood)
        lift = self.bundle.sentences.lift(summary)
        plain = (by_head[:told, 0] + lift).tolist()
        best, winner = plain[:count], list(range(count))
        # Later segments win only by being strictly better, so that ties go to the whole text.
        for k, row in enumerate(views[ROW, count:].tolist(), count):
            score = plain[k] - self.bundle.segment_penalty
            if score > best[row]:
                best[row], winner[row] = score, k
        log_odds = np.array(best)
        return Scores(
            log_odds,
            winner,
            views,
            plain,
            sentences,
            likelihood,
            summary,
            lift,
            weighed,
            self.bundle.unwanted_calibration.probability(log_odds),
            self.bundle.kind_calibration.probability(by_head[:count, 1]),
        )

    def _verdicts(
        self, comments: Sequence[Comment], policy: Policy | None, adaptation: Adaptation | None
    ) -> list[Verdict]:
        encoded = self.encoder.encode(comments)
        scores = self._scores(encoded)
        verdicts = []
        for row, winner in enumerate(scores.winner):
            explanation = explain(
                encoded, self.encoder, self._unwanted, self._known,
                scores.weighed, scores.views[:, winner].tolist(), scores.plain[winner],
                unwanted=bool(scores.unwanted[row] > 0.5),
            )  # fmt: skip
            verdicts.append(self._verdict(encoded, scores, row, explanation, policy, adaptation))
        return verdicts

    def _verdict(
        self,
        encoded: Encoded,
        scores: Scores,
        row: int,
        explanation: Explanation,
        policy: Policy | None,
        adaptation: Adaptation | None,
    ) -> Verdict:
        policy = policy or self.bundle.policy
        document = encoded.documents[row]
        comment = document.comment
        log_odds = float(scores.log_odds[row])
        p, q = float(scores.unwanted[row]), float(scores.spam_given_unwanted[row])
        learned = None
        if adaptation:
            learned = adaptation.learned(encoded, self.encoder, row, log_odds, q)
            log_odds += learned.weight
            moved = self.bundle.unwanted_calibration.probability(np.array([log_odds]))
            p = float(moved[0])
        chances = dict(zip(_LABELS, (1 - p, p * (1 - q), p * q), strict=True))
        label = Label(max(chances, key=chances.__getitem__))
        winner = scores.winner[row]
        view = scores.views[:, winner].tolist()
        penalty = self.bundle.segment_penalty if winner >= len(encoded.documents) else 0.0
        origin = int(encoded.grams.starts[row])
        start, end = view[START] - origin, view[END] - origin
        action = policy.decide(
            p,
            p * q,
            label,
            explanation.fired,
            approved_author=bool(comment.author_approved),
        )
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
            view="segment" if penalty or winner >= len(encoded.documents) else "whole",
            view_span=document.span(start, end) if end > start else Span(0, 0),
            penalty=penalty,
            truncated=document.truncated,
            language=document.language,
            model=self.bundle.describe(),
            policy=policy.to_mapping(),
            learned=learned,
        )

    def _sentence(self, encoded: Encoded, scores: Scores, row: int, winner: int) -> Sentence | None:
        """The sentence of the winning view that reads most like an advert's, if any counts."""
        first, behind = scores.summary.first.item(winner), scores.summary.behind.item(winner)
        if first < 0 or not any(self.bundle.sentences.weights):
            return None
        chances = scores.likelihood[first:behind].tolist()
        highest = max(chances)
        loudest = scores.sentences[START : END + 1, first + chances.index(highest)]
        origin, document = encoded.grams.starts.item(row), encoded.documents[row]
        start, end = document.trimmed(*(loudest - origin).tolist())
        return Sentence(highest, scores.lift.item(winner), document.span(start, end))
