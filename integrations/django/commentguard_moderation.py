"""CommentGuard for django-contrib-comments: suspicious comments wait for a moderator.

Put this file on the Python path of the project. In its settings:

    COMMENTGUARD_URL = "https://guard.example.org"
    COMMENTGUARD_KEY = "0123456789ab"        # commentguard key create SITE --akismet
    COMMENTGUARD_BLOG = "https://blog.example"

and where models are registered for moderation:

    from django_comments.moderation import moderator
    from commentguard_moderation import CommentGuardModerator

    moderator.register(Entry, CommentGuardModerator)

What a moderator approves or removes in the admin is reported back, so that the guard learns.
"""

from __future__ import annotations

import http.client
import logging
import urllib.error
import urllib.request
from urllib.parse import urlencode

from django.conf import settings
from django_comments.models import CommentFlag
from django_comments.moderation import CommentModerator
from django_comments.signals import comment_was_flagged

log = logging.getLogger(__name__)

_LONGEST_ANSWER = 64


class CommentGuardModerator(CommentModerator):
    """Holds what the guard holds, and everything while the guard does not answer."""

    def __init__(self, model):
        super().__init__(model)
        # Once for all models, however many are registered.
        comment_was_flagged.connect(_report, dispatch_uid="commentguard")

    def moderate(self, comment, content_object, request):
        if super().moderate(comment, content_object, request):
            return True
        fields = _fields(comment)
        fields["permalink"] = _permalink(content_object, request)
        fields["user_agent"] = request.META.get("HTTP_USER_AGENT", "")
        fields["referrer"] = request.META.get("HTTP_REFERER", "")
        user = getattr(request, "user", None)
        if user is not None and user.is_superuser:
            fields["user_role"] = "administrator"
        return ask("comment-check", fields) != "false"


def ask(call, fields):
    """The body of one call, or an empty string when there was no answer in time."""
    form = {"api_key": settings.COMMENTGUARD_KEY, "blog": settings.COMMENTGUARD_BLOG, **fields}
    request = urllib.request.Request(
        f"{settings.COMMENTGUARD_URL.rstrip('/')}/1.1/{call}",
        data=urlencode(form).encode(),
        headers={"User-Agent": "CommentGuard for django-contrib-comments"},
    )
    timeout = getattr(settings, "COMMENTGUARD_TIMEOUT", 2.0)
    try:
        with _opener.open(request, timeout=timeout) as answer:
            return answer.read(_LONGEST_ANSWER).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException, ValueError) as error:
        # A refused connection, a time-out and an error status are all the same to a visitor.
        log.warning("commentguard does not answer %s: %s", call, type(error).__name__)
        return ""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A comment goes to the address in the settings and nowhere else."""

    def redirect_request(self, *args, **kwargs):
        return None


_opener = urllib.request.build_opener(_NoRedirect)


def _report(sender, comment, flag, created, request, **kwargs):
    """A moderator approved or removed a comment."""
    calls = {CommentFlag.MODERATOR_APPROVAL: "submit-ham"}
    if getattr(settings, "COMMENTGUARD_REMOVED_IS_SPAM", True):
        calls[CommentFlag.MODERATOR_DELETION] = "submit-spam"
    call = calls.get(flag.flag)
    if call and created:
        ask(call, {**_fields(comment), "reporter": flag.user.get_username()})


def _fields(comment):
    return {
        "user_ip": comment.ip_address or "",
        "comment_type": "comment",
        "comment_author": comment.name,
        "comment_author_email": comment.email,
        "comment_author_url": comment.url,
        "comment_content": comment.comment,
        "comment_date_gmt": comment.submit_date.isoformat() if comment.submit_date else "",
        "blog_charset": "UTF-8",
    }


def _permalink(content_object, request):
    find = getattr(content_object, "get_absolute_url", None)
    return request.build_absolute_uri(find()) if find else ""
