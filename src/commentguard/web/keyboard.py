"""The keys of the desk: those that moderators know from elsewhere, and each person's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

KEYS: dict[str, tuple[str, str]] = {
    "next": ("j", "next comment"),
    "previous": ("k", "previous comment"),
    "publish": ("a", "publish (approve)"),
    "spam": ("s", "spam"),
    "promotional": ("p", "promotional"),
    "trash": ("d", "trash (delete)"),
    "undo": ("z", "undo the last decision"),
    "select": ("x", "select; with Shift: all on the page"),
    "open": ("o", "open the comment"),
    "search": ("/", "search"),
    "help": ("?", "this list"),
}
"""Action to key and words. With Shift, a decision is taken for everything selected."""


def keys_of(settings: Mapping[str, Any]) -> dict[str, str]:
    """Somebody's keys: their own where they set one."""
    own = settings.get("keys")
    own = own if isinstance(own, dict) else {}
    return {action: str(own.get(action, key)) for action, (key, _) in KEYS.items()}


def checked(given: Mapping[str, str]) -> dict[str, str]:
    """`given` without what is usual. Raises `ValueError` for no key, or one key for two things."""
    found = {action: given.get(action, "").strip() or key for action, (key, _) in KEYS.items()}
    for action, key in found.items():
        if len(key) != 1 or not key.isprintable() or key != key.lower():
            raise ValueError(f"{KEYS[action][1]}: a key is one character, without Shift")
    if len(set(found.values())) < len(found):
        raise ValueError("the same key stands for two things")
    return {action: key for action, key in found.items() if key != KEYS[action][0]}
