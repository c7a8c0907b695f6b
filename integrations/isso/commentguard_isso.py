"""CommentGuard for Isso: suspicious comments wait in Isso's moderation queue.

Put this file on the Python path and start Isso through it:

    COMMENTGUARD_URL=https://guard.example.org COMMENTGUARD_KEY=0123456789ab \
    ISSO_SETTINGS=/etc/isso.cfg gunicorn commentguard_isso:application

The key is made with `commentguard key create SITE --akismet`. What a moderator activates in Isso
is reported back. A deletion is not: Isso does not say whether it was spam, nor what it said.
"""

from __future__ import annotations

import html
import http.client
import logging
import os
import urllib.request
from urllib.parse import urlencode, urljoin

from isso import ext, local

log = logging.getLogger("isso.commentguard")

_HELD = 2
_LONGEST_ANSWER = 64


class CommentGuard:
    """A subscriber to Isso's signals."""

    def __init__(self, url, key, timeout=2.0):
        self._url, self._key, self._timeout = url.rstrip("/"), key, timeout

    def __iter__(self):
        yield "comments.new:before-save", self.hold
        yield "comments.activate", self.activated

    def hold(self, thread, comment):
        """Hold what the guard holds, and everything while the guard does not answer."""
        if self._ask("comment-check", thread, comment) != "false":
            comment["mode"] = _HELD

    def activated(self, thread, comment):
        """A moderator let a comment through."""
        self._ask("submit-ham", thread, comment)

    def _ask(self, call, thread, comment):
        # A proxy of the request that is being answered; libraries want a string.
        origin = str(local("origin"))
        fields = {
            "api_key": self._key,
            "blog": origin,
            "user_ip": comment.get("remote_addr") or "",
            "permalink": urljoin(origin, thread["uri"]),
            "comment_type": "comment",
            # Isso escapes these for its pages; a filter has to see what was written.
            "comment_author": html.unescape(comment.get("author") or ""),
            "comment_author_email": html.unescape(comment.get("email") or ""),
            "comment_author_url": html.unescape(comment.get("website") or ""),
            "comment_content": comment["text"],
            "blog_charset": "UTF-8",
        }
        request = urllib.request.Request(
            f"{self._url}/1.1/{call}",
            data=urlencode(fields).encode(),
            headers={"User-Agent": "CommentGuard for Isso"},
        )
        try:
            with _opener.open(request, timeout=self._timeout) as answer:
                return answer.read(_LONGEST_ANSWER).decode("utf-8", "replace")
        except (OSError, http.client.HTTPException, ValueError) as error:
            log.warning("commentguard does not answer %s: %s", call, type(error).__name__)
            return ""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A comment goes to the address in the settings and nowhere else."""

    def redirect_request(self, *args, **kwargs):
        return None


_opener = urllib.request.build_opener(_NoRedirect)


def install(guard):
    """Subscribe `guard` in every Isso that is made from now on.

    Isso has no setting for subscribers of others; it looks this class up when it starts.
    """
    signal = ext.Signal
    ext.Signal = lambda *subscribers: signal(*subscribers, guard)


def __getattr__(name):
    # Made on demand, so that importing this file for `install` starts no server.
    if name != "application":
        raise AttributeError(name)
    install(
        CommentGuard(
            os.environ["COMMENTGUARD_URL"],
            os.environ["COMMENTGUARD_KEY"],
            float(os.environ.get("COMMENTGUARD_TIMEOUT", "2")),
        )
    )
    from isso.run import application

    globals()["application"] = application
    return application
