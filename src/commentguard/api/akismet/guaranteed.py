"""Values that have a fixed answer, so that a client can test itself.

The vendor documents them, and the test suites of several clients pass only if a server honours
them.
"""

from __future__ import annotations

from commentguard.api.akismet.request import AkismetRequest
from commentguard.scoring.rules import is_administrator

_AUTHORS = frozenset({"viagra-test-123", "akismet-guaranteed-spam"})
_EMAIL = "akismet-guaranteed-spam@example.com"


def always_ham(request: AkismetRequest) -> bool:
    """An administrator's comment. Wins over `always_spam`: nobody moderates themselves."""
    return is_administrator(request.to_comment())


def always_spam(request: AkismetRequest) -> bool:
    return (
        request.author.strip().lower() in _AUTHORS
        or request.author_email.strip().lower() == _EMAIL
        or always_discarded(request)
    )


def always_discarded(request: AkismetRequest) -> bool:
    """A test of the discard answer; only in a test, or a visitor's field would lose comments."""
    return request.is_test and request.test_discard
