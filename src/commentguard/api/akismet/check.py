"""`comment-check`: is this comment spam?"""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from commentguard.api.akismet import answers
from commentguard.api.akismet.door import Call, enter, in_their_words
from commentguard.api.akismet.guaranteed import always_discarded, always_ham, always_spam
from commentguard.api.akismet.guid import guid_of
from commentguard.api.akismet.request import AkismetRequest
from commentguard.service.keys import Scope
from commentguard.service.receive import Received, receive
from commentguard.service.recheck import recheck
from commentguard.service.repeats import Word, overruled
from commentguard.verdict import Action, Label, Verdict

SOURCE = "akismet"


@in_their_words(explain=True)
async def comment_check(request: Request) -> Response:
    """Judge a comment and keep it. What is held is answered `true`: the protocol has two words,
    and the spam folder is where its platforms let a person look.
    """
    call = await enter(request, Scope.SCORE)
    asked = AkismetRequest.of(call.fields)
    if missing := asked.missing():
        return answers.missing(missing)
    if asked.is_test:
        return _answer(asked, _final(asked, await _tried(call, asked), None), "")
    received = await _received(call, asked)
    return _answer(asked, received.verdict, received.id)


async def _received(call: Call, asked: AkismetRequest) -> Received:
    comment = asked.to_comment()

    def final(verdict: Verdict, said: Word | None) -> Verdict:
        return _final(asked, verdict, said)

    if asked.recheck_reason:
        known = await recheck(call.guard, call.site, comment, final=final)
        if known is not None:
            return known
    received = await receive(call.guard, call.site, comment, source=SOURCE, final=final)
    # Only a call with an idempotency key can be answered from memory, and this has none.
    assert isinstance(received, Received)
    return received


async def _tried(call: Call, asked: AkismetRequest) -> Verdict:
    """A test is judged and leaves no trace: neither a row nor a count."""
    return await call.guard.sitting.judge(call.site, asked.to_comment())


def _final(asked: AkismetRequest, verdict: Verdict, said: Word | None) -> Verdict:
    """The guaranteed values over the model; a person's word over a guaranteed `true`, or a
    moderator could never get a test comment out of the spam folder again.
    """
    if always_ham(asked):
        # By the same rule as at every door.
        return verdict
    if said is not None:
        return overruled(verdict, said)
    if always_discarded(asked):
        return _fixed(verdict, Action.DISCARD)
    if always_spam(asked) and verdict.action is Action.PUBLISH:
        return _fixed(verdict, Action.HOLD)
    return verdict


def _fixed(verdict: Verdict, action: Action) -> Verdict:
    return replace(verdict, action=action, notes=(*verdict.notes, "a value with a fixed answer"))


def _answer(asked: AkismetRequest, verdict: Verdict, comment_id: str) -> Response:
    return answers.verdict(
        verdict.action is not Action.PUBLISH,
        guid_of(comment_id, again=bool(asked.recheck_reason)),
        discard=verdict.action is Action.DISCARD,
        kind=_kind(verdict) if asked.classify else "",
    )


def _kind(verdict: Verdict) -> str:
    """What the comment is, in a word that does not contradict the answer: a person or a rule may
    have said otherwise than the model.
    """
    if verdict.action is Action.PUBLISH:
        return Label.HAM.value
    return Label.SPAM.value if verdict.label is Label.HAM else verdict.label.value
