"""How the desk says things: priorities, reasons, states, times and people in plain words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

from commentguard.service.cutoffs import SURE
from commentguard.service.decide import WHY, Decision
from commentguard.service.entries import Kind
from commentguard.service.host_names import in_letters
from commentguard.service.keys import Scope
from commentguard.service.lists import ALLOW, DENY
from commentguard.service.people import Role
from commentguard.storage.clock import DAY, now
from commentguard.storage.comments import Status
from commentguard.verdict import Action, Code, Label
from commentguard.web.evidence import LISTED, against
from commentguard.web.learned_words import said
from commentguard.web.right_to_left import isolated
from commentguard.words import AUDIBLE, IN_WORDS, chance

# Bounds of P(unwanted). A number to three digits looks like a measurement and is read as one; three
# words are what moderators act on. What a list calls unsure also lies near the cut-off of its site.
UNSURE = "unsure"
PRIORITIES: dict[str, tuple[float | None, float | None]] = {
    UNSURE: (None, SURE),
    "likely": (SURE, 0.999),
    "almost certain": (0.999, None),
}
# A line never ends between a number and its sign.
_PER_CENT = "\N{NO-BREAK SPACE}%"
LABELS = {Label.HAM: "a reader", Label.PROMOTIONAL: "promotional", Label.SPAM: "spam"}
DECIDED = {
    Decision.PUBLISH: "Published",
    Decision.SPAM: "Marked as spam",
    Decision.PROMOTIONAL: "Marked as promotional",
    Decision.TRASH: "Put in the trash",
}
DID = {
    Action.PUBLISH: "published it",
    Action.HOLD: "held it",
    Action.DISCARD: "discarded it",
}
VERBS = {
    Decision.PUBLISH: "Publish",
    Decision.SPAM: "Spam",
    Decision.PROMOTIONAL: "Promotional",
    Decision.TRASH: "Trash",
}
STATUSES = {
    Status.HELD: "waiting",
    Status.PUBLISHED: "published",
    Status.REJECTED: "rejected",
    Status.DISCARDED: "discarded",
    Status.TRASHED: "in the trash",
    Status.ERASED: "erased",
}
# "any" stands for all states at once.
STATES: dict[str, str] = {
    **{one.value: words for one, words in STATUSES.items()},
    "any": "in any state",
}
ROLES = {
    Role.VIEWER: "may look",
    Role.MODERATOR: "decides comments",
    Role.ADMIN: "decides, and manages people and settings",
}
LIST_KINDS = {
    Kind.EMAIL: "an e-mail address",
    Kind.DOMAIN: "a domain",
    Kind.IP: "a network address",
    Kind.RANGE: "an address range",
    Kind.PHRASE: "a word or phrase",
}
RULES = {"yes": "a rule or a list", "no": "the score"}
SENDERS = {
    Kind.EMAIL: "the e-mail address",
    Kind.IP: "the network address",
}
EXAMPLES = {
    Kind.EMAIL: "name@reader.example",
    Kind.DOMAIN: "reader.example",
    Kind.IP: "203.0.113.9",
    Kind.RANGE: "203.0.113.0/24",
    Kind.PHRASE: "online casino",
}
SETTINGS_SAID = {
    "policy": "Kept. New comments are judged by it.",
    "same": "Nothing was changed: it stands so already.",
    "budget": "The budget is set.",
    "dropped": "The budget is given up.",
    "allowed": "Listed. Comments from there are let in.",
    "allowed_domain": "Listed. Comments that lead there, and nowhere else, are let in: by a link or the author's "
    "URL. Of e-mail addresses a domain says nothing.",
    "denied": "Listed. Such comments are held.",
    "denied_domain": "Listed. Comments that lead there are held: by a link or the author's URL. Of e-mail addresses "
    "a domain says nothing.",
    "outweighed": "Listed, but “Let in whatever the guard says” has it, too, and counts more: such comments "
    "are let in until it is removed there.",
    "delisted": "Removed from the list.",
}
SCOPES = {
    Scope.SCORE: "asks for verdicts",
    Scope.FEEDBACK: "reports what people decided",
    Scope.MODERATE: "reads the queue (and decides, with feedback)",
    Scope.ADMIN: "changes the site's policy, and all of these",
}
SOURCES = {"api": "by the API", "akismet": "as from WordPress (Akismet)", "desk": "at the desk"}
# Fifteen colours cannot be told apart; four kinds of evidence can.
_FAMILIES = {
    "k-contact": (Code.PHONE_NUMBER, Code.OBFUSCATED_CONTACT, Code.LINK_PROMO),
    "k-selling": (
        Code.LABEL_STUFFING, Code.LOCATION_AD, Code.CALL_TO_ACTION, Code.OFFER, Code.SUPERLATIVE,
        Code.BUSINESS_AUTHOR,
    ),
    "k-deceit": (Code.UNICODE_EVASION, Code.SCAM, Code.GIBBERISH, Code.ENGAGEMENT_BAIT),
    "k-beside": (Code.OFF_TOPIC, Code.GENERIC_PRAISE),
}  # fmt: skip
_REASONS = {code.value: words for code, words in IN_WORDS.items()}
_MARKED = {**_REASONS, LISTED: "what the site's deny-list is about"}
_OF_CODE = {LISTED: "k-rule"} | {
    code.value: name for name, codes in _FAMILIES.items() for code in codes
}
_LANGUAGES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "vi": "Vietnamese", "zh": "Chinese", "unknown": "not recognised", "": "not recognised",
}  # fmt: skip


def priority(probability: float) -> str:
    """How sure the guard is that a comment is unwanted."""
    for word, (over, up_to) in PRIORITIES.items():
        if (over is None or probability > over) and (up_to is None or probability <= up_to):
            return word
    return UNSURE


def family(code: str) -> str:
    """The kind of evidence a reason is, which gives it its colour."""
    return _OF_CODE.get(code, "k-beside")


def reason(code: str) -> str:
    return _MARKED.get(code, code)


def language(code: str) -> str:
    return _LANGUAGES.get(code, code)


def person(actor: str) -> str:
    """Whoever stands in a log, without the machinery in front."""
    kind, _, name = actor.partition(":")
    if kind == "key":
        return f"key {name}"
    return name or actor or "nobody"


def ago(at: int | None) -> str:
    """How long ago, in the largest unit that says something."""
    if at is None:
        return ""
    seconds = max(0, now() - at) // 1000
    for size, word in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            return f"{plural(seconds // size, word)} ago"
    return "just now"


def moment(at: int | None) -> str:
    """A time for people, in UTC, which is what the server knows."""
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%-d %b %Y, %H:%M UTC") if at else ""


def machine_time(at: int) -> str:
    """For `<time datetime>`."""
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def plural(count: int, one: str, many: str = "") -> str:
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def number(count: int) -> str:
    """With a thin space between thousands, which no language reads as a decimal sign."""
    return f"{count:,}".replace(",", "\u202f")


def percent(share: float, digits: int = 1) -> str:
    return f"{100 * share:.{digits}f}{_PER_CENT}"


def likely(probability: float) -> str:
    """How probable a verdict is, never certain."""
    return chance(probability, _PER_CENT)


def excerpt(text: str, most: int) -> str:
    """The beginning, cut between words."""
    text = " ".join(text[: 4 * most].split())
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0] + " …"


def far(weight: float) -> str:
    """How far something moves a comment, which is measured in log-odds and felt in words."""
    size = abs(weight)
    return "a little" if size < 0.5 else "clearly" if size < 2.0 else "strongly"


def old(at: int) -> bool:
    """Whether a comment has waited for more than a day."""
    return at < now() - DAY


# The same nine choices under every card: written once, not 50 times a page.
_OPTIONS = Markup().join(
    Markup('<option value="{}">{}</option>').format(code, words) for code, words in WHY.items()
)
FILTERS: dict[str, Callable[..., Any]] = {
    "priority": priority, "family": family, "reason": reason, "language": language,
    "person": person, "ago": ago, "moment": moment, "machine_time": machine_time,
    "number": number, "percent": percent, "likely": likely, "learned": said, "far": far,
    "host": in_letters, "excerpt": excerpt, "old": old, "isolated": isolated, "against": against,
}  # fmt: skip
GLOBALS: dict[str, Any] = {
    "plural": plural, "VERBS": VERBS, "DECIDED": DECIDED, "DID": DID, "STATUSES": STATUSES, "STATES": STATES, "LABELS": LABELS,
    "SETTINGS_SAID": SETTINGS_SAID, "LIST_KINDS": LIST_KINDS, "EXAMPLES": EXAMPLES, "SENDERS": SENDERS, "RULES": RULES,
    "ALLOW": ALLOW, "DENY": DENY,
    "SCOPES": SCOPES, "SOURCES": SOURCES,
    "PRIORITIES": tuple(PRIORITIES), "WHY": WHY, "WHY_OPTIONS": _OPTIONS, "ROLES": ROLES,
    "LANGUAGES": sorted((code for code in _LANGUAGES if len(code) == 2), key=_LANGUAGES.__getitem__),
    "CODES": _REASONS, "AUDIBLE": AUDIBLE,
}  # fmt: skip
