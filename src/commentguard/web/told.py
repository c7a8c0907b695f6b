"""What the desk says after it has sent a browser on: a sentence in the address, sealed for this session.

Without a seal anybody could put words into the desk's mouth by a link that somebody signed in opens.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlencode

from commentguard.web.forms import Form
from commentguard.web.visitor import Visitor

_SEAL = 32


@dataclass(frozen=True, slots=True)
class Told:
    """What was done: the sentence, and the batch that an undo takes back. Empty for nothing."""

    sentence: str = ""
    batch: str = ""


NOTHING = Told()


def telling(who: Visitor, address: str, told: Told) -> str:
    """`address` with what is to be said there."""
    said = {"done": told.batch, "note": told.sentence, "seal": _seal(who, told)}
    query = urlencode({name: value for name, value in said.items() if value})
    return f"{address}{'&' if '?' in address else '?'}{query}"


def heard(who: Visitor, form: Form) -> Told:
    """What an address tells its page to say; nothing that this session was not sent to by us."""
    told, seal = Told(form.get("note"), form.get("done")), form.get("seal")
    genuine = seal.isascii() and hmac.compare_digest(seal, _seal(who, told))
    return told if genuine else NOTHING


def _seal(who: Visitor, told: Told) -> str:
    text = f"told\0{told.batch}\0{told.sentence}".encode("utf-8", "surrogatepass")
    return hmac.new(who.session.csrf.encode(), text, sha256).hexdigest()[:_SEAL]
