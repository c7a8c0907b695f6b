"""The scorer: comments in, verdicts out. Immutable, so that threads and sites share one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from commentguard.comment import Comment, only_comments
from commentguard.features.encoder import Encoded, Encoder
from commentguard.scoring.adaptation import Adaptation
from commentguard.scoring.again import APART, Reread, paid, read_again
from commentguard.scoring.bundle import Bundle, fit_to, load, trees_for
from commentguard.scoring.collector import Uncollected
from commentguard.scoring.explanation import Asked, Explanation, Wording, explain, further
from commentguard.scoring.linear import END, ROW, START, Heads, Weighed, weigh
from commentguard.scoring.policy import Policy
from commentguard.scoring.rules import ruled
from commentguard.scoring.scores import Judge, Listed, Price, Scores, score_batch
from commentguard.text.document import Document
from commentguard.text.language import believable
from commentguard.verdict import Label, Learned, Sentence, Span, Verdict

Float = NDArray[np.float64]

_LABELS = {label.value: label for label in (Label.HAM, Label.PROMOTIONAL, Label.SPAM)}


class _Judged(NamedTuple):
    """Log-odds and P(unwanted) with what the site has `learned`, and P(spam | unwanted), `q`."""

    log_odds: float
    p: float
    q: float
    learned: Learned | None


class _Read(NamedTuple):
    """A batch as explanations are drawn from it. `weighed` is held because `wording` reads where it lies."""

    encoded: Encoded
    weighed: Weighed
    scores: Listed
    wording: Wording


class _Voice(NamedTuple):
    """What speaks for a comment: a `view` of what was `read`, which begins at `begin` of the text as received.

    `log_odds` are final. `windowed` says that it is not the whole comment.
    """

    read: _Read
    view: int
    begin: int
    log_odds: float
    windowed: bool


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
        self._hears_sentences = any(bundle.sentences.weights)
        self._price = Price(bundle.segment_penalty, bundle.segment_discount)
        self._judge = Judge(
            self._heads.bias,
            bundle.sentences,
            trees_for(bundle, self.encoder),
            self._price if not bundle.again.most else APART,
        )

    @classmethod
    def from_folder(cls, folder: Path | str) -> Self:
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
        """Verdicts in the order of `comments`, moved by what their site has learned, if it has.

        Raises `TypeError` for what is no `Comment`.
        """
        comments = only_comments(comments)
        if not comments:
            return []
        with Uncollected():
            return self._verdicts(comments, policy, adaptation)

    def probabilities(self, comments: Sequence[Comment]) -> Float:
        """P(ham), P(promotional), P(spam) as (n, 3), without explanations: for bulk work.

        Raises `TypeError` for what is no `Comment`.
        """
        comments = only_comments(comments)
        if not comments:
            return np.zeros((0, 3))
        with Uncollected():
            encoded = self.encoder.encode(comments)
            scores = self._scores(encoded)
            log_odds, _ = self._final(scores, self._again(encoded, scores))
        p, q = self.bundle.unwanted_calibration.probability(log_odds), self._spam_share(scores)
        return np.column_stack([1 - p, p * (1 - q), p * q])

    def log_odds(self, encoded: Encoded) -> Float:
        """Final log-odds of a batch that is already encoded: what calibration is fitted on.

        The trap: windows are read again from its documents, which batches that training keeps no longer have.
        """
        scores = self._scores(encoded)
        return self._final(scores, self._again(encoded, scores))[0]

    def spam_share(self, encoded: Encoded) -> Float:
        """P(spam | unwanted) of a batch that is already encoded."""
        return self._spam_share(self._scores(encoded))

    def _spam_share(self, scores: Scores) -> Float:
        return self.bundle.kind_calibration.probability(scores.of("kind"))

    def _scores(self, encoded: Encoded, weighed: Weighed | None = None) -> Scores:
        return score_batch(encoded, weighed or weigh(encoded, self._heads), self._judge)

    def _again(self, encoded: Encoded, scores: Scores) -> Reread | None:
        again = self.bundle.again
        return read_again(encoded, scores, again, self.encoder, self._heads, self._judge)

    def _final(self, scores: Scores, again: Reread | None) -> tuple[Float, dict[int, int]]:
        """Log-odds of all comments, and for which of them which window speaks that was read again."""
        log_odds, windows = scores.of("log_odds").copy(), {}
        if again is not None:
            rows = again.rows
            counted = paid(log_odds[rows], again.own(), self._price).tolist()
            for k, (row, score) in enumerate(zip(rows.tolist(), counted, strict=True)):
                # As for other views, ties go to the whole text, and to the louder window.
                if score > log_odds[row]:
                    log_odds[row], windows[row] = score, k
        return log_odds, windows

    def _voices(self, encoded: Encoded) -> tuple[list[_Voice], list[float]]:
        """What speaks for each comment of a batch, and log-odds of spam given unwanted, of whole comments."""
        weighed = weigh(encoded, self._heads)
        scores = self._scores(encoded, weighed)
        again = self._again(encoded, scores)
        count, listed = len(encoded.documents), scores.listed()
        read = _Read(encoded, weighed, listed, Wording.of(encoded, weighed))
        voices = [
            _Voice(read, view, 0, log_odds, view >= count)
            for view, log_odds in zip(listed.winner, listed.log_odds, strict=True)
        ]
        if again is not None:
            alone = _Read(
                again.encoded, again.weighed, again.scores.listed(),
                Wording.of(again.encoded, again.weighed),
            )  # fmt: skip
            log_odds, windows = self._final(scores, again)
            for row, k in windows.items():
                voices[row] = _Voice(alone, k, again.begins[k], float(log_odds[row]), windowed=True)
        return voices, listed.kind

    def _verdicts(
        self, comments: Sequence[Comment], policy: Policy | None, adaptation: Adaptation | None
    ) -> list[Verdict]:
        encoded = self.encoder.encode(comments)
        voices, kinds = self._voices(encoded)
        verdicts = []
        for row, voice in enumerate(voices):
            judged = self._judged(encoded, row, voice.log_odds, kinds[row], adaptation)
            read, winner = voice.read, voice.view
            explanation = explain(
                read.encoded, self.encoder, self._unwanted, self._known,
                read.wording, read.scores.view(winner), read.scores.plain[winner],
                Asked(self._judge.trees, read.scores.asked_about(winner), read.scores.together[winner]),
                unwanted=judged.p > 0.5,
            )  # fmt: skip
            moved = explanation.moved(voice.begin)
            verdicts.append(self._verdict(encoded.documents[row], voice, judged, moved, policy))
        return verdicts

    def _judged(
        self,
        encoded: Encoded,
        row: int,
        log_odds: float,
        kind: float,
        adaptation: Adaptation | None,
    ) -> _Judged:
        """Before reasons are chosen: hints follow what the site has learned."""
        q = self.bundle.kind_calibration.chance(kind)
        learned = None
        if adaptation:
            learned = adaptation.learned(encoded, self.encoder, row, log_odds, q)
            log_odds += learned.weight
        return _Judged(log_odds, self.bundle.unwanted_calibration.chance(log_odds), q, learned)

    def _verdict(
        self,
        document: Document,
        voice: _Voice,
        judged: _Judged,
        explanation: Explanation,
        policy: Policy | None,
    ) -> Verdict:
        policy = policy or self.bundle.policy
        comment = document.comment
        log_odds, p, q, learned = judged
        chances = dict(zip(_LABELS, (1 - p, p * (1 - q), p * q), strict=True))
        label = _LABELS[max(chances, key=chances.__getitem__)]
        scores = voice.read.scores
        penalty = scores.plain[voice.view] - voice.log_odds if voice.windowed else 0.0
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
            sentence=self._sentence(voice),
            reasons=explanation.reasons,
            clues=explanation.clues,
            view="segment" if voice.windowed else "whole",
            view_span=_view_span(voice),
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

    def _sentence(self, voice: _Voice) -> Sentence | None:
        """The sentence of the winning view that reads most like an advert's, if any counts."""
        (encoded, _, scores, _), winner = voice.read, voice.view
        first, behind = scores.first[winner], scores.behind[winner]
        if first < 0 or not self._hears_sentences:
            return None
        chances = scores.likelihood[first:behind]
        highest = max(chances)
        loudest = scores.sentence(first + chances.index(highest))
        row = loudest[ROW]
        origin, document = encoded.grams.starts.item(row), encoded.documents[row]
        start, end = document.trimmed(loudest[START] - origin, loudest[END] - origin)
        (span,) = further((document.span(start, end),), voice.begin)
        return Sentence(highest, scores.lift[winner], span)


def _view_span(voice: _Voice) -> Span:
    view, encoded = voice.read.scores.view(voice.view), voice.read.encoded
    row = view[ROW]
    origin = encoded.grams.starts.item(row)
    start, end = view[START] - origin, view[END] - origin
    if end <= start:
        return Span(0, 0)
    (span,) = further((encoded.documents[row].span(start, end),), voice.begin)
    return span
