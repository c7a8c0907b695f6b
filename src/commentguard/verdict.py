"""What the guard answers: a label, an action, and the reasons for both.

Standard library only. The names are the vocabulary of the whole project: people give
*labels*, policy gives *actions*, signals give *reasons* and wording gives *clues*.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple


class Label(StrEnum):
    """What a comment is. Judged by people; predicted by the classifier."""

    # That of `Enum` is written in Python, and every look-up by a label or a code would ask it.
    __hash__ = str.__hash__

    HAM = "ham"
    PROMOTIONAL = "promotional"
    SPAM = "spam"


class Action(StrEnum):
    """What to do with a comment. Decided by a site's policy from a probability."""

    PUBLISH = "publish"
    HOLD = "hold"
    DISCARD = "discard"


class Code(StrEnum):
    """Reason codes, in the order in which a moderator reads them.

    They describe what is visible in a comment; a code alone never decides the label. The
    definitions, with counter-examples, are in `docs/reason-codes.md`.
    """

    __hash__ = str.__hash__

    LABEL_STUFFING = "label_stuffing"
    PHONE_NUMBER = "phone_number"
    OBFUSCATED_CONTACT = "obfuscated_contact"
    LINK_PROMO = "link_promo"
    LOCATION_AD = "location_ad"
    CALL_TO_ACTION = "call_to_action"
    OFFER = "offer"
    SUPERLATIVE = "superlative"
    BUSINESS_AUTHOR = "business_author"
    OFF_TOPIC = "off_topic"
    GENERIC_PRAISE = "generic_praise"
    UNICODE_EVASION = "unicode_evasion"
    ENGAGEMENT_BAIT = "engagement_bait"
    SCAM = "scam"
    GIBBERISH = "gibberish"


class Span(NamedTuple):
    """A half-open range of `Comment.text`, in Unicode code points, as received."""

    start: int
    end: int

    def cut(self, text: str) -> str:
        """The substring this span points at."""
        return text[self.start : self.end]


class Reason(NamedTuple):
    """A signal that fired and pushed towards *unwanted*.

    `weight`, in nats, is its part of the sum and how much less the trees would say without it, above 0 except
    for a signal that the model in use does not know yet (0, shown all the same). The trap: where trees would
    say more without it, the log-odds of P(unwanted) would not fall by as much, and `Verdict.together` has
    the difference.
    """

    code: Code
    weight: float
    spans: tuple[Span, ...] = ()


class Clue(NamedTuple):
    """A word of this comment whose n-grams moved the log-odds, either way."""

    token: str
    weight: float
    spans: tuple[Span, ...] = ()


class Sentence(NamedTuple):
    """The sentence that reads most like an advert's, by its wording alone.

    `probability` is that of this sentence, uncalibrated. `weight` is what all sentences together
    added to the log-odds, 0 or more: one may be loud and the others still count.
    """

    probability: float
    weight: float
    span: Span


@dataclass(frozen=True, slots=True)
class Learned:
    """What the site's own decisions add to a verdict, in log-odds; negative towards publishing.

    `decisions` is how many it has learned from, `lines` the strongest parts in words. The lines
    need not add up to `weight`, which is bounded and includes the parts not listed.
    """

    weight: float
    decisions: int
    lines: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The whole answer about one comment.

    `log_odds` is the uncalibrated score of the winning view with what the site has learned, and
    ``bias + sum(reasons) + sum(clues) + rest + learned == log_odds`` holds to 1e-9; `learned` is
    `None` on a site that has learned nothing. The trap:
    `probability` is *calibrated*, so it is not the logistic function of `log_odds`.
    `view` names the part of the text that won (``whole`` or ``segment``), `view_span` where it
    lies, and reasons and clues are those of what won; a segment pays `penalty`, which is part of `rest`, as are the weight
    of `sentence` and `together`, which is what evidence says in combination, beyond what would be lost without any one of the reasons.
    """

    id: str
    action: Action
    label: Label
    probability: float
    probabilities: dict[str, float]
    log_odds: float
    bias: float
    rest: float
    reasons: tuple[Reason, ...]
    clues: tuple[Clue, ...]
    view: str
    view_span: Span
    penalty: float
    together: float
    truncated: bool
    language: str
    model: dict[str, str]
    policy: dict[str, Any]
    notes: tuple[str, ...] = field(default=())
    sentence: Sentence | None = None
    learned: Learned | None = None

    def to_mapping(self, text: str) -> dict[str, Any]:
        """Write the verdict as plain JSON types, spans quoted from `text`."""

        def quoted(spans: tuple[Span, ...]) -> list[dict[str, Any]]:
            return [{"start": at, "end": end, "text": text[at:end]} for at, end in spans]

        row: dict[str, Any] = {
            "id": self.id,
            "action": self.action.value,
            "label": self.label.value,
            "probability": self.probability,
            "probabilities": self.probabilities,
            "log_odds": self.log_odds,
            "bias": self.bias,
            "rest": self.rest,
            "together": self.together,
            "reasons": [
                {"code": r.code.value, "weight": r.weight, "spans": quoted(r.spans)}
                for r in self.reasons
            ],
            "clues": [
                {"token": c.token, "weight": c.weight, "spans": quoted(c.spans)} for c in self.clues
            ],
            "view": {
                "kind": self.view,
                "start": self.view_span.start,
                "end": self.view_span.end,
                "penalty": self.penalty,
            },
            "sentence": self.sentence
            and {
                "probability": self.sentence.probability,
                "weight": self.sentence.weight,
                **quoted((self.sentence.span,))[0],
            },
            "language": self.language,
            "model": self.model,
            "policy": self.policy,
            "truncated": self.truncated,
            "notes": list(self.notes),
        }
        if self.learned is not None:
            row["learned"] = {
                "weight": self.learned.weight,
                "decisions": self.learned.decisions,
                "lines": [{"what": what, "weight": w} for what, w in self.learned.lines],
            }
        return row
