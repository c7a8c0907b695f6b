"""What would have to be different for another action: found by judging again, never by guessing.

For each reason the comment is judged once more as if the evidence were not there: the marked words
taken out of the text, or, where a reason marks nothing in the text (a business as a name, a post it
does not fit), the field that gave rise to it left empty. The answer is the model's own, with
everything that removing words changes besides the reason.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from commentguard.comment import Comment
from commentguard.service.guard import Guard
from commentguard.storage.sites import Site
from commentguard.verdict import Action, Code, Reason, Verdict

# What a reason comes from when it marks nothing in the text.
_FIELDS: dict[Code, dict[str, Any]] = {
    Code.BUSINESS_AUTHOR: {"author": ""},
    Code.LINK_PROMO: {"author_url": ""},
    Code.OFF_TOPIC: {"post_title": "", "post_text": "", "post_tags": ()},
}


@dataclass(frozen=True, slots=True)
class Without:
    """The verdict as it would be without some reasons."""

    codes: tuple[Code, ...]
    action: Action
    probability: float


@dataclass(frozen=True, slots=True)
class Alternatives:
    """`each` is one judgement a reason, the greatest change first; `together` the smallest set of
    reasons, taken in that order, without which the action is another; `None` if there is none or
    one reason alone does it.
    """

    each: tuple[Without, ...]
    together: Without | None

    def flips(self, action: Action) -> tuple[Without, ...]:
        """Those single reasons without which the action is not `action`."""
        return tuple(one for one in self.each if one.action is not action)


def alternatives(
    guard: Guard, site: Site | None, comment: Comment, verdict: Verdict
) -> Alternatives:
    """Judge `comment` again without each of its reasons, and without several of them."""
    each = sorted(
        (_without(guard, site, comment, [reason]) for reason in verdict.reasons if _can_go(reason)),
        key=lambda one: one.probability,
    )
    if any(one.action is not verdict.action for one in each):
        return Alternatives(tuple(each), None)
    by_code = {reason.code: reason for reason in verdict.reasons}
    order = [by_code[one.codes[0]] for one in each]
    for count in range(2, len(order) + 1):
        found = _without(guard, site, comment, order[:count])
        if found.action is not verdict.action:
            return Alternatives(tuple(each), found)
    return Alternatives(tuple(each), None)


def _can_go(reason: Reason) -> bool:
    return bool(reason.spans) or reason.code in _FIELDS


def _without(
    guard: Guard, site: Site | None, comment: Comment, reasons: Collection[Reason]
) -> Without:
    fields: dict[str, Any] = {}
    gone = [False] * len(comment.text)
    for reason in reasons:
        if not reason.spans:
            fields |= _FIELDS[reason.code]
        for span in reason.spans:
            gone[span.start : span.end] = [True] * (span.end - span.start)
    kept = "".join(letter for letter, out in zip(comment.text, gone, strict=True) if not out)
    told = replace(comment, text=kept, **fields)
    verdict = guard.judge(site, told)
    return Without(tuple(reason.code for reason in reasons), verdict.action, verdict.probability)
