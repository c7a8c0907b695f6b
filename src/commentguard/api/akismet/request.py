"""One Akismet call as a value, and the comment it is about."""

from __future__ import annotations

from dataclasses import dataclass

from commentguard.api.akismet.fields import Fields
from commentguard.api.akismet.moments import utc
from commentguard.comment import Comment
from commentguard.service.network_address import in_one_form
from commentguard.service.shortened import shortened

_TRUE = frozenset({"1", "true", "yes", "on"})
# Names and addresses are shorter.
_LONGEST = 2048
# The most that a signal or a moderator could want to know of the roles a comma list names.
_ROLES = ("administrator", "super_admin", "editor", "author", "contributor", "subscriber")
# The category WordPress gives to what has none is no topic to be on.
_NO_TOPIC = "uncategorized"
# Where the field that visitors cannot see is not named: those of WordPress's own form.
_HONEYPOTS = ("POST_ak_hp_textarea",)


@dataclass(frozen=True, slots=True)
class AkismetRequest:
    """Everything that is read of a call; what is not named here is never looked at.

    `blog` and `user_ip` are `None` when they were not sent and empty when they were sent empty,
    which some platforms do on purpose. `user_ip` is empty, too, where a word stands in its place.
    """

    blog: str | None
    user_ip: str | None
    user_agent: str
    referrer: str
    permalink: str
    comment_type: str
    author: str
    author_email: str
    author_url: str
    content: str
    posted_at: str
    context: tuple[str, ...]
    lang: str
    roles: tuple[str, ...]
    honeypot_filled: bool | None
    comment_id: str
    guid: str
    recheck_reason: str
    reporter: str
    is_test: bool
    test_discard: bool
    classify: bool

    @classmethod
    def of(cls, fields: Fields) -> AkismetRequest:
        def short(name: str) -> str:
            return fields.text(name)[:_LONGEST]

        def flag(name: str) -> bool:
            return fields.text(name).strip().lower() in _TRUE

        return cls(
            blog=short("blog") if "blog" in fields else None,
            user_ip=in_one_form(short("user_ip")) if "user_ip" in fields else None,
            user_agent=short("user_agent"),
            referrer=short("referrer"),
            permalink=short("permalink"),
            # Discourse and one Python library say `content_type`.
            comment_type=short("comment_type") or short("content_type"),
            author=short("comment_author"),
            author_email=short("comment_author_email"),
            author_url=short("comment_author_url"),
            content=shortened(fields.text("comment_content")),
            posted_at=utc(short("comment_date_gmt")),
            context=tuple(
                text[:_LONGEST]
                for text in fields.texts("comment_context")[:100]
                if text.strip().lower() != _NO_TOPIC
            ),
            lang=language(short("blog_lang")),
            roles=tuple(r.strip().lower() for r in short("user_role").split(",") if r.strip()),
            honeypot_filled=_honeypot(fields),
            comment_id=short("comment_ID")[:64],
            guid=short("guid")[:64],
            recheck_reason=short("recheck_reason")[:64],
            reporter=short("reporter")[:200],
            is_test=flag("is_test"),
            test_discard=flag("test_discard"),
            classify=flag("classify"),
        )

    def missing(self) -> str:
        """The first required field that was not sent at all, or empty."""
        if self.blog is None:
            return "blog"
        return "user_ip" if self.user_ip is None else ""

    def to_comment(self) -> Comment:
        """The comment, as every other door would bring it in."""
        return Comment(
            text=self.content,
            id=self.comment_id,
            site=self.blog or "",
            author=self.author,
            author_email=self.author_email,
            author_url=self.author_url,
            author_ip=self.user_ip or "",
            user_agent=self.user_agent,
            referrer=self.referrer,
            permalink=self.permalink,
            lang=self.lang,
            posted_at=self.posted_at,
            post_tags=self.context,
            comment_type=self.comment_type or "comment",
            author_role=next((r for r in _ROLES if r in self.roles), ",".join(self.roles)),
            honeypot_filled=self.honeypot_filled,
        )


def language(text: str) -> str:
    """The blog's language, where it has one: a blog in three does not tell that of a comment."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    return parts[0].replace("_", "-").partition("-")[0].lower()[:8] if len(parts) == 1 else ""


def _honeypot(fields: Fields) -> bool | None:
    named = fields.text("honeypot_field_name").strip()[:200]
    names = [name for name in (named, *_HONEYPOTS) if name and name in fields]
    return any(fields.text(name).strip() for name in names) if names else None
