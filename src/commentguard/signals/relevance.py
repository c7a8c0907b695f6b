"""Whether the comment is about the post, or about the comment it answers.

Topicality never excuses promotion, and wandering off is every reader's right; an advert under
a post about something else is the bulk kind. Keyword lists, contacts and places are set
aside before comparing: they are what a spammer copies from the post.

False positives to remember: long memories, short reactions, inside jokes, a second language.
"""

from __future__ import annotations

from commentguard.evidence import Column, Reading
from commentguard.text import traces
from commentguard.text.document import Document
from commentguard.text.similarity import overlap, stems, topic
from commentguard.verdict import Code

# Fewer words than this are a reaction, and reactions are about nothing in particular.
_MIN_WORDS = 5
# A fifth of one's content words in common with the post is squarely on topic.
_ON_TOPIC = 0.2
_FIRE = 1.0
_SURE_WORDS = 8
# Half-way off, and the wording of bulk: shown on what is held for more.
_ELSEWHERE = 0.5


class Relevance:
    """How far from the post, how near to it, how near to the parent."""

    name = "relevance"
    columns = (
        Column("off_topic", Code.OFF_TOPIC),
        Column("on_topic", sign=-1),
        Column("answers", sign=-1),
    )
    wakes = traces.POST
    silent = Reading.nothing(3)

    def read(self, doc: Document) -> Reading:
        comment = doc.comment
        if not (
            comment.post_title or comment.post_tags or comment.post_text or comment.parent_text
        ):
            return self.silent
        post = topic(comment.post_title, " ".join(comment.post_tags), comment.post_text)
        parent = topic(comment.parent_text) if comment.parent_text else frozenset[str]()
        if not post and not parent:
            return self.silent
        mine = stems(_own_words(doc))
        near = overlap(mine, post)
        answers = min(1.0, overlap(mine, parent) / _ON_TOPIC)
        on_topic = min(1.0, near / _ON_TOPIC)
        off_topic = 0.0
        if post and len(mine) >= _MIN_WORDS:
            off_topic = 1.0 - max(on_topic, answers)
        values = (off_topic, on_topic, answers)
        if off_topic >= _FIRE and len(mine) >= _SURE_WORDS and _advertises(doc):
            return Reading(values, {}, (Code.OFF_TOPIC,))
        hinted = off_topic >= _ELSEWHERE and (
            _advertises(doc) or (off_topic >= _FIRE and _dropped(doc))
        )
        return Reading(values, faint=(Code.OFF_TOPIC,) if hinted else ())


def _own_words(doc: Document) -> list[str]:
    aside = [(link.start, link.end) for link in doc.links]
    aside += [(place.start, place.end) for place in doc.places]
    aside += [(run.start, run.end) for run in doc.runs if run.count >= 6]
    if not aside:
        return doc.words
    text = doc.spaced
    for start, end in aside:
        text = text[:start] + " " * (end - start) + text[end:]
    return text.split()


def _dropped(doc: Document) -> bool:
    """Whether a contact is dropped as bulk does: behind markup, in disguise, or behind praise."""
    if doc.anchors or (doc.links and doc.hits["praise"]):
        return True
    return any(k.hidden for k in doc.links) or any(n.kind != "plain" for n in doc.numbers)


def _advertises(doc: Document) -> bool:
    """Whether it could sit under any post: on a short excerpt, half of all adverts share no word."""
    return bool(doc.hits["scam"] or doc.hits["bait"])
