"""`submit-spam` and `submit-ham`: a person disagrees with us."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from commentguard.api.akismet import answers
from commentguard.api.akismet.check import SOURCE
from commentguard.api.akismet.door import enter, in_their_words
from commentguard.api.akismet.guid import comment_of
from commentguard.api.akismet.request import AkismetRequest
from commentguard.service.correct import NotFound
from commentguard.service.keys import Scope
from commentguard.service.report import report
from commentguard.verdict import Label


@in_their_words(explain=True)
async def submit_spam(request: Request) -> Response:
    """Their button knows one word for both, so *spam* is what is recorded of an advert too."""
    return await _submitted(request, Label.SPAM)


@in_their_words(explain=True)
async def submit_ham(request: Request) -> Response:
    return await _submitted(request, Label.HAM)


async def _submitted(request: Request, label: Label) -> Response:
    """Thanks are said only once the correction is on disk."""
    call = await enter(request, Scope.FEEDBACK)
    said = AkismetRequest.of(call.fields)
    if said.is_test:
        return answers.word(answers.THANKS)
    try:
        await report(
            call.guard,
            call.site,
            said.to_comment(),
            label,
            comment_id=comment_of(said.guid),
            actor=call.actor,
            source=SOURCE,
            note=f"reported by {said.reporter}" if said.reporter else "",
        )
    except NotFound:
        # Neither a guid that leads to a comment nor anything of the comment itself.
        return answers.missing("comment_content")
    return answers.word(answers.THANKS)
