"""The name of an answer, which WordPress keeps beside the comment."""

from __future__ import annotations

import secrets

from commentguard.storage.clock import new_id, now

_ID = 32


def guid_of(comment_id: str, *, again: bool = False) -> str:
    """A guid that leads back to a stored comment, and is used once.

    The first answer about a comment is named like the comment; a later one gets a tail, because
    the plugin takes two answers with one guid for one answer.
    """
    if not comment_id:
        return new_id(now())
    return f"{comment_id}-{secrets.token_hex(4)}" if again else comment_id


def comment_of(guid: str) -> str:
    """The id of the comment that `guid` was given for, if it was one of ours."""
    return guid[:_ID] if len(guid) in (_ID, _ID + 9) else ""
