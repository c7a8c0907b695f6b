"""What a site has learned, said so that nobody has to know the names of columns.

Learning names its keys for programs (`link.author_url`, `offer under posts about bread…`); people are
told what that looks like in a comment. A column that is newer than this page is spelled out from
its name: a new detector needs no line here.
"""

from __future__ import annotations

from commentguard.verdict import Code
from commentguard.words import IN_WORDS

_ALONE = "wording alone"
_SAID: dict[str, str] = {
    "label_stuffing.listed": "a list of keywords",
    "label_stuffing.hashtags": "a row of hashtags",
    "phone_number.possible": "something like a phone number",
    "phone_number.valid": "a phone number that exists",
    "phone_number.disguised": "a phone number in disguise",
    "phone_number.public": "a helpline or emergency number",
    "location_ad.area": "neighbouring places, as a service area has them",
    "location_ad.places": "names of places",
    "link.promo": "a link that sells",
    "link.hidden": "a disguised address",
    "link.markup": "a link written as HTML or BBCode",
    "link.count": "several links",
    "link.email": "an e-mail address in the text",
    "link.handle": "an account on a chat or social network",
    "link.reference": "a link as a reference",
    "link.author_url": "an address in the author's field",
    "link.deep": "a link to one page of a site",
    "call_to_action.strong": "“call us”, “visit us”",
    "call_to_action.accompanied": "a request to get in touch, beside a contact or an offer",
    "call_to_action.weak": "a faint request to get in touch",
    "offer.strong": "a plain offer",
    "offer.accompanied": "an offer beside a contact",
    "offer.priced": "an offer with its price",
    "offer.weak": "words of an offer",
    "superlative.selling": "praise of what is sold",
    "superlative.alone": "“best”, “cheapest” and the like",
    "superlative.testimonial": "a satisfied customer's praise",
    "author.business": "a business as the author's name",
    "author.person": "a person's name as the author's",
    "author.approved": "an author who was published before",
    "author.staff": "an author of the blog itself",
    "obfuscation.lookalike": "letters of other alphabets that look alike",
    "obfuscation.invisible": "invisible characters",
    "obfuscation.fancy": "letters dressed up as symbols",
    "obfuscation.leet": "digits in place of letters",
    "obfuscation.apart": "words spaced out letter by letter",
    "relevance.off_topic": "an advert about something else than the post",
    "relevance.on_topic": "words of the post",
    "relevance.answers": "words of the comment it answers",
    "generic_praise.loaded": "praise that fits any post, with a load",
    "generic_praise.free": "praise that fits any post",
    "engagement_bait.traded": "likes or subscriptions traded",
    "scam.scripted": "the wording of a known scam",
    "shape.random": "random letters",
    "shape.shouting": "capital letters",
    "shape.exclamations": "exclamation marks",
    "shape.question": "a question",
    "shape.lines": "many lines",
    "reader.seeking": "somebody looking for advice",
    "reader.itinerary": "a journey told",
    "reader.disclosure": "an interest that is disclosed",
    "reader.asked": "an answer to what was asked",
    "reader.warning": "a warning to others",
    "reader.first_person_report": "the writer's own experience",
    "reader.helpline": "a helpline passed on",
    "reader.list_reader": "a list as readers write them",
    "reader.citation": "a source named",
    "emoji_pointer.pointing": "symbols that point at a contact",
    "voice.we": "“we” beside a contact or a price",
    "voice.they": "“he”, “she” or “they” beside a contact or a price",
    "planted_name.joined": "a product's name, two words in one",
    "planted_name.named": "a name nobody had mentioned",
    "planted_name.together": "a product dropped by name twice over",
    "request.answers": "an answer to somebody who asked",
    "request.gives": "a contact given to somebody who asked",
    "together.phone_and_solicits": "a phone number with “call us”",
    "together.phone_and_sells": "a phone number with an offer",
    "together.phone_and_area": "a phone number with a service area",
    "together.link_and_solicits": "a link with “visit us”",
    "together.link_and_sells": "a link with an offer",
    "together.sells_and_solicits": "an offer with “call us”",
    "together.sells_and_boasts": "an offer that praises itself",
    "together.business_sells": "a business's name with an offer",
    "together.business_solicits": "a business's name with “call us”",
    "together.business_contact": "a business's name with a contact",
    "together.praise_and_link": "praise that fits any post, with a link",
    "together.business_praises": "a business's name with praise that fits any post",
    "together.testimonial_link": "a satisfied customer's tale with a link",
    "together.scam_contact": "the wording of a scam with a contact",
    "together.off_topic_link": "a link to something else than the post",
    "together.stuffing_business": "a list of keywords under a business's name",
}


def said(name: str) -> str:
    """The name of a key as `feedback.footprint.names` gives it, in words."""
    if name in _SAID:
        return _SAID[name]
    if name.startswith('"'):
        return f"the words “{name[1:-1]}”" if " " in name else f"the word “{name[1:-1]}”"
    what, under, place = name.partition(" under post")
    if under:
        return f"{_reason(what)}, {_place('post' + place)}"
    if name.startswith(("post '", 'post "', "posts about ")):
        return f"any advert {_place(name)}"
    if name.startswith("contact …"):
        return f"the number {name.removeprefix('contact ')}"
    if name.startswith("contact "):
        return f"a link to {name.removeprefix('contact ')}"
    signal, dot, column = name.partition(".")
    if dot and name.replace(".", "").replace("_", "").isalnum() and " " not in name:
        return f"{column} ({signal})".replace("_", " ")
    return name


def _reason(code: str) -> str:
    if code == _ALONE:
        return "wording like an advert's"
    return IN_WORDS[Code(code)] if code in {one.value for one in Code} else code.replace("_", " ")


def _place(name: str) -> str:
    if name.startswith("posts about "):
        return f"under posts about “{name.removeprefix('posts about ')}”"
    return f"under the post {name.removeprefix('post ')[1:-1]}"
