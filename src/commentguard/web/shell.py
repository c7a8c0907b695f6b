"""What every page of a signed-in person needs: who they are, where they may go, their keys."""

from __future__ import annotations

from typing import Any

from commentguard.service.people import Role
from commentguard.web.keyboard import KEYS, keys_of
from commentguard.web.pages import quoted
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


def shell(who: Visitor, here: str = "", site: str = "") -> dict[str, Any]:
    """Values for `base.html`; `here` is the page in the menu that is open, `site` the one it is about
    where its address does not say so.
    """
    settings = who.session.user.settings
    on = on_site(who, site)
    return {
        "who": who,
        "csrf": who.session.csrf,
        "home": f"/desk{on}",
        "on_site": on,
        "and_site": on.replace("?", "&"),
        "menu": [
            (name, f"{path}{on}", title, name == here)
            for name, path, title, role in _PAGES
            if who.may(role)
        ],
        "theme": settings.get("theme", "auto"),
        "keys": keys_of(settings),
        "KEY_WORDS": {action: words for action, (_, words) in KEYS.items()},
        "sites": who.sites(),
    }


def on_site(who: Visitor, site: str = "") -> str:
    """What an address needs at its end to stay with a site, by itself the one that this address names.

    Nothing for somebody who has one site, or looks at all of them.
    """
    own, asked = {one.id for one in who.sites()}, site or who.site
    return f"?site={quoted(asked)}" if len(own) > 1 and asked in own else ""
