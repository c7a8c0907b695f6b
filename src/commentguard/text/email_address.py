"""What stands in a comment's field for an e-mail address and is one.

The trap: where a form insists on the field, many write ``none`` or ``-``. Taken for an address, it makes one
author of all of them, and who signs so inherits what the others earned.
"""

from __future__ import annotations


def given(field: str) -> str:
    """The address in the one form that addresses are compared in; empty if the field holds none."""
    return field.strip().casefold() if "@" in field else ""
