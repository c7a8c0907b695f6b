"""What decides about a comment beside its score, on every way in."""

from __future__ import annotations

from commentguard.comment import Comment
from commentguard.verdict import Action

PARTLY_READ = "longer than 16 KiB: what lies between its beginning and its end was not read"
"""What a verdict about such a comment notes where the model alone would publish it."""
ADMINISTRATOR = "written by an administrator of the site"
_ROLE = "administrator"


def is_administrator(comment: Comment) -> bool:
    """Whether its platform says that one of its own administrators is signed in.

    Nobody moderates themselves. Not so an editor or an author: what these words mean differs from platform
    to platform, in some every member is one. Their role is evidence for the model.
    """
    role = comment.author_role
    return bool(role) and _ROLE in [one.strip().lower() for one in role.split(",")]


def ruled(comment: Comment, action: Action, *, truncated: bool) -> tuple[Action, tuple[str, ...]]:
    """The action, and in words which rule decided if one did, from that of the score."""
    if is_administrator(comment):
        return Action.PUBLISH, (ADMINISTRATOR,)
    # What nobody has read, nobody can vouch for: it is where an advert would hide.
    if truncated and action is Action.PUBLISH:
        return Action.HOLD, (PARTLY_READ,)
    return action, ()
