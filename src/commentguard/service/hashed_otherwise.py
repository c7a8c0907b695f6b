"""Whether a database was filled under another server secret than the one that is here.

A lost secret is made anew without a question, by a start or by any command, and nothing fails: keys, lists and
authors are only no longer known. No mark of a secret is kept in the database, but authors are: an e-mail address
beside its own hash shows which secret made it.
"""

from __future__ import annotations

import re

from sqlalchemy import Connection, select

from commentguard.comment import Comment
from commentguard.service.fingerprints import author_key
from commentguard.service.secret import Secret
from commentguard.storage.tables import comments

# Enough of the oldest to meet somebody with an address; a start waits for it.
_OLDEST = 1000
# What is stored as it came, whatever a database refuses.
_PLAIN = re.compile(r"[!-?A-~]{1,64}@[!-?A-~]{1,255}")


def hashed_otherwise(connection: Connection, secret: Secret) -> bool:
    """Whether the oldest comment by an author with an e-mail address was hashed under another secret.

    The trap: where none has an address nothing shows, and once retention has taken those of before, nothing does.
    """
    c = comments.c
    oldest = select(c.author_email, c.author_key).order_by(c.id).limit(_OLDEST)
    for email, key in connection.execute(oldest):
        if key is not None and _PLAIN.fullmatch(email):
            known: bool = key == author_key(Comment(author_email=email), secret)
            return not known
    return False
