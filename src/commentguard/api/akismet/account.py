"""What a plugin asks about its key before it asks about comments."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from commentguard.api.akismet import answers
from commentguard.api.akismet.door import Call, admit, fields_of, in_their_words
from commentguard.api.akismet.keys import key_of
from commentguard.service.keys import Scope


async def test(request: Request) -> Response:
    """Whether this is an Akismet server at all; needs no key."""
    return answers.word(b"connected")


@in_their_words(explain=False)
async def verify_key(request: Request) -> Response:
    await _asked_about(request)
    return answers.word(b"valid")


@in_their_words(explain=False)
async def get_subscription(request: Request) -> Response:
    """WordPress saves no key without an active subscription."""
    await _asked_about(request)
    return answers.json(
        {
            "account_id": 1,
            "account_type": "self-hosted",
            "account_name": "CommentGuard",
            "status": "active",
            "next_billing_date": False,
            "limit_reached": False,
        }
    )


@in_their_words(explain=False)
async def deactivate(request: Request) -> Response:
    """The plugin was switched off. The key goes on working: another blog may use it."""
    await _asked_about(request)
    return answers.word(b"deactivated")


async def verify_wpcom_key(request: Request) -> Response:
    """What Jetpack asks about an account at wordpress.com. Nobody has one here, and nothing is the
    answer that says so: the plugin reads any JSON as an account.
    """
    return answers.word(b"")


@in_their_words(explain=False)
async def token(request: Request) -> Response:
    """A word that newer plugins put into links to their own statistics pages. It opens nothing
    here, is the same for one key, and does not tell the key.
    """
    call = await _asked_about(request)
    return answers.word(call.guard.secret.digest(f"akismet token {call.key.id}")[:32].encode())


async def _asked_about(request: Request) -> Call:
    """The key in question: `key` before `api_key` here. Once WordPress has a key it adds that as
    `api_key` to every call, also to the one that verifies its successor.
    """
    fields = await fields_of(request)
    headers = request.headers
    text = fields.text("key").strip()[:200] or key_of(
        fields, headers.get("host", ""), headers.get("authorization", "")
    )
    return await admit(request, fields, text, Scope.SCORE)
