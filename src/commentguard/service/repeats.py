"""A comment that was here before, and what a person said about it then.

Clients repeat a comment instead of naming it: when they report it, and when they have it checked
again. What a person decided about that very comment stands; otherwise one whom a moderator has
just let through is put back into the spam folder by the next check.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from commentguard.comment import Comment
from commentguard.service.fingerprints import (
    Fingerprint,
    exact_when_read,
    read_in_part,
    same_throughout,
    words_when_read,
)
from commentguard.storage.comments import storable
from commentguard.storage.corrections import BY_KEY
from commentguard.storage.one_site import NEWEST, of_site
from commentguard.storage.tables import comments, corrections
from commentguard.text.intake import admit
from commentguard.verdict import Action, Label, Verdict

# A flood of one text needs no more: the newest are the ones somebody asks about.
_LOOKED_AT = 50
# Signs: fifty comments of a usual length many times over, or sixteen of the longest. Markup of that size takes
# half a second to strip.
_READ = 256 * 1024
# More, because here strangers' copies stand between: a flood that was rejected in one go.
_DECIDED_AT = 500
_WHO = (
    comments.c.id, comments.c.author, comments.c.author_email, comments.c.ip_key,
    comments.c.permalink,
)  # fmt: skip
# Made once: to build a statement costs more than to run this one.
_SAME = (of_site(), comments.c.exact == bindparam("exact"))
_REPEATED: Select[Any] = select(*_WHO).where(*_SAME).order_by(*NEWEST).limit(_LOOKED_AT)
_BY_AUTHOR: Select[Any] = (
    select(*_WHO, comments.c.text)
    .where(comments.c.site_id == bindparam("site"), comments.c.author_key == bindparam("author"))
    .order_by(comments.c.id.desc())
    .limit(_LOOKED_AT)
)
_DECIDED = (
    select(*_WHO)
    .where(*_SAME, comments.c.decided_at.is_not(None))
    .order_by(*NEWEST)
    .limit(_DECIDED_AT)
    .subquery()
)
_SAID: Select[Any] = (
    select(
        _DECIDED, corrections.c.id.label("said_id"), corrections.c.label, corrections.c.undoes,
        corrections.c.actor,
    )
    .join(corrections, corrections.c.comment_id == _DECIDED.c.id)
    .order_by(corrections.c.id.desc())
)  # fmt: skip
# As the desk says them: what a verdict notes is read there.
_TAKEN_FOR = {Label.HAM: "a reader", Label.PROMOTIONAL: "promotional", Label.SPAM: "spam"}


@dataclass(frozen=True, slots=True)
class Word:
    """What was last said about a comment; `reported` by a key, which a blog holds, and not by a person we know."""

    label: Label
    reported: bool = False

    @property
    def note(self) -> str:
        who = "a report from the blog" if self.reported else "a person"
        return f"{who} took this comment for {_TAKEN_FOR[self.label]}"


def find(connection: Connection, site_id: str, comment: Comment, print_: Fingerprint) -> str | None:
    """The id of the stored comment of this site that `comment` most probably is.

    The text must be the same but for case, spacing, punctuation and what a page makes of a text. Of e-mail, name and network
    address, more must agree than differ among those that both sides know: a reader's "thanks!"
    is not everybody's.
    """
    for exact in dict.fromkeys((print_.exact, exact_when_read(comment.text))):
        rows = connection.execute(_REPEATED, {"site": site_id, "exact": exact})
        if found := _best(rows, comment, print_):
            return found
    if print_.author is None or not comment.text.strip():
        return None
    # The stored text may be the one with markup; what it reads like is in no index, its author is.
    rows = connection.execute(_BY_AUTHOR, {"site": site_id, "author": print_.author})
    ranked = sorted(_scored(rows, comment, print_), key=lambda one: -one[0])
    # No more than is judged of each, and the likeliest first.
    wanted = words_when_read(admit(storable(comment.text)).text) if ranked else []
    left = _READ
    for _, row in ranked:
        text = admit(row.text).text
        left -= len(text)
        if left < 0:
            break
        if words_when_read(text) == wanted:
            return str(row.id)
    return None


def _best(rows: Iterable[Row[Any]], comment: Comment, print_: Fingerprint) -> str | None:
    scored = _scored(rows, comment, print_)
    return str(max(scored, key=lambda one: one[0])[1].id) if scored else None


def _scored(
    rows: Iterable[Row[Any]], comment: Comment, print_: Fingerprint
) -> list[tuple[int, Row[Any]]]:
    """Those that may be the same comment, each with how surely."""
    scored = [(_agreement(row, comment, print_), row) for row in rows]
    return [one for one in scored if one[0] > 0]


def said_before(
    connection: Connection, site_id: str, comment: Comment, print_: Fingerprint
) -> Word | None:
    """What a person last said about this very comment: same text, same name and e-mail.

    Stricter than `find`, because it decides. The address may differ, readers move; where neither
    name nor e-mail is given, it is all there is.

    Asked of the corrections and not of the newest comment alike: that may be an earlier
    repetition, about which nobody said anything. A comment longer than is read must be the same
    in the middle too, which its fingerprint does not know.
    """
    taken_back: set[int] = set()
    long = read_in_part(comment.text)
    for row in connection.execute(_SAID, {"site": site_id, "exact": print_.exact}):
        if row.undoes is not None:
            taken_back.add(row.undoes)
        elif (
            row.said_id not in taken_back
            and _same_author(row, comment, print_)
            and not (long and _differs(connection, row.id, comment.text))
        ):
            return Word(Label(row.label), row.actor.startswith(BY_KEY))
    return None


def overruled(verdict: Verdict, said: Word | None) -> Verdict:
    """`verdict` with the action that a person's word asks for. Label and weights stay the
    model's, so that a moderator sees what it would have done.
    """
    if said is None:
        return verdict
    tolerated = said.label is Label.PROMOTIONAL and verdict.policy["allow_promotional"]
    action = verdict.action
    if said.label is Label.HAM or tolerated:
        action = Action.PUBLISH
    elif action is Action.PUBLISH:
        action = Action.HOLD
    return replace(verdict, action=action, notes=(*verdict.notes, said.note))


def _differs(connection: Connection, comment_id: str, text: str) -> bool:
    stored = connection.scalar(select(comments.c.text).where(comments.c.id == comment_id))
    return not same_throughout(stored or "", storable(text))


def _same_author(row: Row[Any], comment: Comment, print_: Fingerprint) -> bool:
    mine, theirs = _who(comment.author_email, comment.author), _who(row.author_email, row.author)
    if any(mine) or any(theirs):
        return mine == theirs
    return print_.ip is not None and print_.ip == row.ip_key


def _who(email: str, name: str) -> tuple[str, str]:
    return email.strip().casefold(), name.strip().casefold()


def _agreement(row: Row[Any], comment: Comment, print_: Fingerprint) -> int:
    """Above 0 for the same comment; the more, the more surely."""
    mine, theirs = _who(comment.author_email, comment.author), _who(row.author_email, row.author)
    pairs = [*zip(mine, theirs, strict=True), (print_.ip, row.ip_key)]
    known = [one == other for one, other in pairs if one and other]
    # Somebody who names no author at all can only mean the text, if there is one.
    anonymous = not any(mine) and print_.ip is None and bool(comment.text.strip())
    surplus: int = 2 * sum(known) - len(known)
    if surplus <= 0 and not (anonymous and not known):
        return 0
    same_page: bool = comment.permalink == row.permalink
    return 2 * max(surplus, 1) + same_page
