"""Where a key may stand, and the one that a request carries."""

from __future__ import annotations

import re

from commentguard.api.akismet.fields import Fields

# WordPress accepts no other form; a first label that does not look like one is a host's name.
_KEY = re.compile(r"[0-9a-f]{12}", re.ASCII | re.IGNORECASE)


def key_of(fields: Fields, host: str, authorization: str = "") -> str:
    """The key of a request, empty where none is sent.

    In this order: `api_key`, `key`, the first label of Host whatever its parent domain is, and,
    as an extension of ours, `Authorization: Bearer`. Case does not count: DNS has none.
    """
    found = fields.text("api_key").strip() or fields.text("key").strip()
    if not found:
        label, dot, _ = host.partition(".")
        if dot and _KEY.fullmatch(label):
            found = label
    if not found:
        scheme, _, rest = authorization.partition(" ")
        found = rest.strip() if scheme.lower() == "bearer" else ""
    return found[:200]
