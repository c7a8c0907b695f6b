"""Who decides where the model, memory, a site's lists, a person and a fixed value disagree.

An administrator's own comment is published, whoever says what. Else from the weakest: the model with the
site's policy; a comment nearly like one that a person let through; the site's deny-list; a person's word about
this very comment, or nobody could get it out of the queue again; the site's allow-list, which its owner wrote
knowing that word;
and last what a door has promised its callers (`Final`), because a client tests itself with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from commentguard.comment import Comment
from commentguard.scoring.rules import ADMINISTRATOR
from commentguard.service.allowlist import NOBODY, Welcome, let_in, lets_in
from commentguard.service.denylist import Rule, hold, stops
from commentguard.service.fingerprints import Fingerprint
from commentguard.service.repeats import Word
from commentguard.service.resemblance import recall
from commentguard.service.secret import Secret
from commentguard.verdict import Verdict

Final = Callable[[Verdict, Word | None], Verdict]
"""The verdict to give, from ours and from what a person said of this very comment."""


@dataclass(frozen=True, slots=True)
class Before:
    """What was said before a comment came.

    `said` is what a person said about the same comment, `known` whether one like it was let through,
    `allowed` what of the site's allow-list lets it in, `denied` the entry of its deny-list that holds it.
    """

    said: Word | None = None
    known: bool = False
    allowed: Welcome = NOBODY
    denied: Rule | None = None


UNHEARD = Before()
"""Nothing was said."""


def listed(
    connection: Connection, site_id: str, comment: Comment, print_: Fingerprint, secret: Secret
) -> tuple[Welcome, Rule | None]:
    """What a site's lists say of a comment, as `Before` has it; what is let in, the deny-list is not asked about."""
    allowed = lets_in(connection, site_id, comment, print_, secret)
    return allowed, None if allowed.what else stops(connection, site_id, comment, print_, secret)


def settled(verdict: Verdict, before: Before, final: Final) -> Verdict:
    """The verdict to answer, from the model's."""
    if ADMINISTRATOR in verdict.notes:
        return final(verdict, None)
    if before.allowed.what:
        return final(let_in(verdict, before.allowed.what), None)
    if before.said is None:
        if before.denied is not None:
            verdict = hold(verdict, before.denied)
        elif before.known and not verdict.truncated:
            # Likeness is of what was read: what is new may lie where nobody looked.
            verdict = recall(verdict)
    return final(verdict, before.said)
