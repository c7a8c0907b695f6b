"""What every page of a signed-in person needs: who they are, where they may go, their keys."""

from __future__ import annotations

from typing import Any

from commentguard.service.people import Role
from commentguard.web.keyboard import KEYS, keys_of
from commentguard.web.visitor import Visitor

_PAGES = (
    ("queue", "/desk", "Queue", Role.VIEWER),
    ("try", "/desk/try", "Try a comment", Role.VIEWER),
    ("insight", "/desk/insight", "Insight", Role.VIEWER),
    ("learning", "/desk/learning", "Learning", Role.VIEWER),
    ("budget", "/desk/budget", "Budget", Role.VIEWER),
    ("audit", "/desk/audit", "Audit", Role.MODERATOR),
    ("settings", "/desk/settings", "Settings", Role.MODERATOR),
    ("people", "/desk/people", "People", Role.ADMIN),
)


def shell(who: Visitor, here: str = "") -> dict[str, Any]:
    """Values for `base.html`; `here` is the page in the menu that is open."""
    settings = who.session.user.settings
    return {
        "who": who,
        "csrf": who.session.csrf,
        "menu": [
            (name, path, title, name == here) for name, path, title, role in _PAGES if who.may(role)
        ],
        "theme": settings.get("theme", "auto"),
        "keys": keys_of(settings),
        "KEY_WORDS": {action: words for action, (_, words) in KEYS.items()},
        "sites": who.sites(),
    }
