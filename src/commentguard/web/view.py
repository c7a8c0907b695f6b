"""Which part of the queue somebody is looking at: read from the address, and written back to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import parse_qs, urlencode, urlsplit

from commentguard.service.cutoffs import Cutoffs
from commentguard.service.review import ORDERS, Filter
from commentguard.storage.clock import DAY, now
from commentguard.storage.comments import Status
from commentguard.storage.sites import Site
from commentguard.verdict import Code, Label
from commentguard.web.forms import Form
from commentguard.web.wording import PRIORITIES, UNSURE

AGES = {"hour": DAY // 24, "day": DAY, "week": 7 * DAY, "month": 30 * DAY}
RULES = {"yes": True, "no": False}
"""Whether a rule decided, as addresses say it."""
PAGE_SIZES = (25, 50, 100, 200)
_LONGEST = 200
_MARK = re.compile("[0-9a-f]{16}")
_BITS = (1 << 64) - 1
ANY = "any"
"""In place of a state: all of `SHOWN`, for who looks for a comment and not for work."""
SHOWN = (Status.HELD, Status.PUBLISHED, Status.REJECTED, Status.DISCARDED, Status.TRASHED)


@dataclass(frozen=True, slots=True)
class View:
    """Every field is what the address says, checked; what cannot be read restricts nothing.

    `newer` and `older` are ages in words; `over` and `up_to` a score range in per cent; `by` is an author as
    `author_mark` writes one, since addresses of pages lie about in logs and histories.
    """

    site: str = ""
    status: str = Status.HELD.value
    reason: str = ""
    label: str = ""
    priority: str = ""
    rule: str = ""
    language: str = ""
    age: str = ""
    author: str = ""
    by: str = ""
    campaign: str = ""
    q: str = ""
    post: str = ""
    over: str = ""
    up_to: str = ""
    order: str = "newest"
    size: str = "50"

    @classmethod
    def read(cls, form: Form) -> Self:
        given = {name: form.get(name).strip()[:_LONGEST] for name in cls.__slots__ if name in form}
        allowed: dict[str, tuple[str, ...]] = {
            "status": (ANY, *(one.value for one in SHOWN)),
            "reason": ("", *(code.value for code in Code)),
            "label": ("", *(label.value for label in Label)),
            "priority": ("", *PRIORITIES),
            "rule": ("", *RULES),
            "age": ("", *AGES),
            "order": ORDERS,
            "size": tuple(str(size) for size in PAGE_SIZES),
        }
        for name, values in allowed.items():
            if name in given and given[name] not in values:
                del given[name]
        for name in ("over", "up_to"):
            if name in given and _share(given[name]) is None:
                del given[name]
        if not _MARK.fullmatch(given.get("by", "")):
            given.pop("by", None)
        return cls(**given)

    @classmethod
    def at(cls, address: str) -> Self:
        """The view that an address of the desk shows, as a form carries it to come back to."""
        try:
            return cls.read(Form(parse_qs(urlsplit(address).query, max_num_fields=64)))
        except ValueError:
            return cls()

    def filter(self, sites: list[Site], everywhere: bool, cutoffs: Cutoffs) -> Filter:
        """What to ask the storage for, within the sites that somebody may look at."""
        over, up_to = PRIORITIES.get(self.priority, (None, None))
        least, most = _share(self.over), _share(self.up_to)
        since = now() - AGES[self.age] if self.age else None
        known = {site.id for site in sites}
        return Filter(
            site_id=self.site if self.site in known else "",
            site_ids=None if everywhere else tuple(sorted(known)),
            statuses=self.statuses,
            code=Code(self.reason) if self.reason else None,
            label=self.label,
            language=self.language,
            author=self.author,
            author_key=_key_of(self.by),
            campaign=self.campaign,
            words=self.q,
            permalink=self.post,
            since=since,
            over=_highest(over, least),
            up_to=_lowest(up_to, most),
            grouped=not self.narrowed,
            ruled=RULES.get(self.rule),
            unsure=self.priority == UNSURE,
            cutoffs=cutoffs,
        )

    @property
    def statuses(self) -> tuple[Status, ...]:
        return SHOWN if self.status == ANY else (Status(self.status),)

    @property
    def narrowed(self) -> bool:
        """Whether a filter hides some of what stands in this status: groups are then taken apart,
        because the newest of a campaign may be among what is hidden.
        """
        plain = View(site=self.site, status=self.status, order=self.order, size=self.size)
        return self != plain

    def address(self, path: str = "/desk", **changes: str) -> str:
        """The view as an address; `changes` also takes names that are no field (`after`)."""
        own = {name: changes.pop(name) for name in list(changes) if name in self.__slots__}
        view, plain = replace(self, **own), View()
        said = {
            name: getattr(view, name)
            for name in self.__slots__
            if getattr(view, name) != getattr(plain, name)
        }
        query = urlencode({**said, **{name: value for name, value in changes.items() if value}})
        return f"{path}?{query}" if query else path

    def fields(self) -> dict[str, str]:
        """For hidden fields of a form."""
        return {name: getattr(self, name) for name in self.__slots__ if getattr(self, name)}


def author_mark(key: int) -> str:
    """The keyed hash of an author, for an address: it says nothing to whoever reads that."""
    return f"{key & _BITS:016x}"


def _key_of(mark: str) -> int | None:
    if not mark:
        return None
    key = int(mark, 16)
    return key - _BITS - 1 if key > _BITS >> 1 else key


def _share(text: str) -> float | None:
    """Per cent as a share, if it is a number from 0 to 100."""
    try:
        share = float(text) / 100
    except ValueError:
        return None
    return share if 0.0 <= share <= 1.0 else None


def _highest(*bounds: float | None) -> float | None:
    return max((bound for bound in bounds if bound is not None), default=None)


def _lowest(*bounds: float | None) -> float | None:
    return min((bound for bound in bounds if bound is not None), default=None)
