"""Whether a person let nearly this comment through before, and it brings nothing new."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, Select, select, union

from commentguard.comment import Comment
from commentguard.feedback.memory import Said, Trace, recalled
from commentguard.service.fingerprints import Fingerprint, alike
from commentguard.storage.comments import Status
from commentguard.storage.one_site import decided_copies
from commentguard.storage.tables import BANDS, LIKENESS, comments, contacts, corrections
from commentguard.text.document import Document
from commentguard.verdict import Action, Verdict

_LOOKED_AT = 50
NOTE = "a person published nearly this comment by the same author, and it adds nothing"


def _newest(name: str) -> Select[str]:
    return select(decided_copies(name, _LOOKED_AT).subquery().c.id)


_ALIKE = union(*(_newest(name) for name in LIKENESS))


def let_through_before(
    connection: Connection, site_id: str, comment: Comment, print_: Fingerprint
) -> bool:
    """Whether the newest word about this text, or nearly this, lets it through (`feedback.memory`)."""
    log = _log(connection, site_id, print_)
    if not any(said.published for said in log):
        return False
    trace = _trace(comment, print_.exact, print_.signature, print_.author, print_.ip)
    return recalled(replace(trace, contacts=frozenset(print_.contacts)), log, alike) is not None


def recall(verdict: Verdict) -> Verdict:
    """`verdict` with publishing as its action; label and weights stay the model's."""
    if verdict.action is Action.PUBLISH:
        return verdict
    return replace(verdict, action=Action.PUBLISH, notes=(*verdict.notes, NOTE))


def _log(connection: Connection, site_id: str, print_: Fingerprint) -> list[Said]:
    """Standing decisions about texts that share a band with this one, or are the same."""
    # Candidates first, by their own indexes: joined at once, all corrections might be read.
    keys = print_.bands or (None,) * len(BANDS)
    values = {"site": site_id, "exact": print_.exact, **dict(zip(BANDS, keys, strict=True))}
    candidates = connection.scalars(_ALIKE, values).all()
    if not candidates:
        return []
    query = (
        select(
            corrections.c.id.label("number"), corrections.c.undoes, corrections.c.status_after,
            comments.c.id, comments.c.text, comments.c.author_url, comments.c.exact,
            comments.c.signature, comments.c.author_key, comments.c.ip_key,
        )
        .join(comments, comments.c.id == corrections.c.comment_id)
        .where(comments.c.id.in_(candidates))
        .order_by(corrections.c.id.desc())
        .limit(_LOOKED_AT)
    )  # fmt: skip
    rows = connection.execute(query).all()
    if not rows:
        return []
    offered: dict[str, set[int]] = {}
    wanted = select(contacts).where(contacts.c.comment_id.in_({row.id for row in rows}))
    for row in connection.execute(wanted):
        offered.setdefault(row.comment_id, set()).add(row.contact)
    taken_back = {row.undoes for row in rows if row.undoes is not None}
    log = []
    for row in rows:
        if row.undoes is None and row.number not in taken_back:
            earlier = Comment(text=row.text, author_url=row.author_url)
            trace = _trace(earlier, row.exact, row.signature or b"", row.author_key, row.ip_key)
            trace = replace(trace, contacts=frozenset(offered.get(row.id, ())))
            log.append(Said(row.number, trace, row.status_after == Status.PUBLISHED.value))
    return log


def _trace(
    comment: Comment, exact: int, signature: bytes, author: int | None, network: int | None
) -> Trace:
    links = Document(Comment(text=comment.text), slips=False).links
    addresses = {f"{link.host}{link.path}" for link in links}
    if comment.author_url.strip():
        addresses.add(comment.author_url.strip().casefold())
    return Trace(exact, signature, frozenset(), frozenset(addresses), author, network)
