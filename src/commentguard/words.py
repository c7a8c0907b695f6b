"""What a verdict says in plain words, for everybody who is not a programmer."""

from __future__ import annotations

from commentguard.verdict import Code

IN_WORDS: dict[Code, str] = {
    Code.LABEL_STUFFING: "a list of keywords written for search engines",
    Code.PHONE_NUMBER: "a phone number offered to readers",
    Code.OBFUSCATED_CONTACT: "a disguised phone number or address",
    Code.LINK_PROMO: "a link that serves the author",
    Code.LOCATION_AD: "places listed as a service area",
    Code.CALL_TO_ACTION: "asks readers to come to the author",
    Code.OFFER: "offers something for sale",
    Code.SUPERLATIVE: "praises its own offer",
    Code.BUSINESS_AUTHOR: "the author's name is a business or keywords",
    Code.OFF_TOPIC: "advertises something the post is not about",
    Code.GENERIC_PRAISE: "praise that fits any post",
    Code.UNICODE_EVASION: "letters disguised to get past filters",
    Code.ENGAGEMENT_BAIT: "trades likes or subscriptions",
    Code.SCAM: "the wording of a known scam",
    Code.GIBBERISH: "random letters",
}

AUDIBLE = 0.5
"""Log-odds from which what single sentences add is worth a line to whoever reads a verdict."""


def chance(probability: float, sign: str = "%") -> str:
    """The probability of a verdict in per cent, `sign` included.

    What rounds to 0 or 100 is said as a bound: no model is certain, and a figure that says so is believed.
    """
    rounded = f"{100 * probability:.1f}"
    if rounded == "100.0":
        return f"over 99.9{sign}"
    return f"under 0.1{sign}" if rounded == "0.0" else f"{rounded}{sign}"
