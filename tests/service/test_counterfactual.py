"""What would change a verdict is what judging the changed comment says."""

from __future__ import annotations

from commentguard.comment import Comment
from commentguard.service.counterfactual import alternatives
from commentguard.service.guard import Guard
from commentguard.verdict import Action

BARELY = Comment(
    text="I keep mine in the shade. Our shop https://shade.example has them in stock, see https://sun.example too.",
    author="Tom",
)
HEAVY = Comment(
    text="Call us now on 01632 960 148 for a free quote. Serving Leeds, Bradford and Wakefield.",
    author="Slate Roofing Leeds",
)


def test_every_line_is_the_verdict_about_the_comment_without_the_marked_words(guard: Guard) -> None:
    site = guard.directory.sites["blog"]
    for comment in (BARELY, HEAVY):
        verdict = guard.judge(site, comment)
        assert verdict.action is Action.HOLD
        found = alternatives(guard, site, comment, verdict)
        assert found.each
        for one in found.each:
            (reason,) = [reason for reason in verdict.reasons if reason.code in one.codes]
            # Spans of one reason may overlap: what is marked twice is taken away once.
            marked = {k for span in reason.spans for k in range(span.start, span.end)}
            text = "".join(c for k, c in enumerate(comment.text) if k not in marked)
            author = comment.author if reason.spans else ""
            again = guard.judge(site, Comment(text=text, author=author))
            assert (again.action, again.probability) == (one.action, one.probability)


def test_where_no_single_reason_decides_several_do_or_none(guard: Guard) -> None:
    verdict = guard.judge(None, HEAVY)
    found = alternatives(guard, None, HEAVY, verdict)
    if not found.flips(verdict.action) and found.together is not None:
        assert found.together.action is not verdict.action
        assert len(found.together.codes) > 1


def test_a_link_alone_is_what_holds_a_comment_that_only_has_a_link(guard: Guard) -> None:
    verdict = guard.judge(None, BARELY)
    flips = alternatives(guard, None, BARELY, verdict).flips(verdict.action)
    assert [one.action for one in flips if "link_promo" in one.codes] == [Action.PUBLISH]
