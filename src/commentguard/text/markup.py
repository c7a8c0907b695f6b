"""HTML, BBCode and entities to the text a reader would see.

Spammers write markup, and platforms escape it or not, as they please; the reader's view is
the common ground. A full HTML parser is not used: none keeps offsets into the source, and
those at hand are quadratic on nesting. One pass over tags that really exist is enough for a
comment, and leaves ``if a<b and c>d`` alone.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import NamedTuple

from commentguard.text.offsets import IDENTITY, Builder, OffsetMap

_TAGS = [
    "a",
    "abbr",
    "acronym",
    "address",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "frame",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "link",
    "main",
    "map",
    "mark",
    "marquee",
    "meta",
    "nav",
    "noscript",
    "object",
    "ol",
    "option",
    "p",
    "param",
    "picture",
    "pre",
    "q",
    "s",
    "samp",
    "script",
    "section",
    "select",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
]
_BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
        "*",
    ]
)
# Bounded repeats, and none may cross its own opening sign: one pass whatever comes.
_TOKEN = re.compile(
    r"<!--[^<>]{0,1000}-->"
    rf"|</?(?P<tag>{'|'.join(sorted(_TAGS, key=len, reverse=True))})(?P<rest>\s*/?|\s[^<>=]{{0,60}}=[^<>]{{0,1000}})>"
    r"|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});"
    r"|\[/?(?P<bb>b|i|u|s|url|link|img|quote|code|color|colour|size|list|email|center|\*)"
    r"(?P<arg>=[^\[\]\n]{0,1000})?\]",
    re.IGNORECASE,
)
_HREF = re.compile(
    r"(?:href|src)\s{0,4}=\s{0,4}(?P<q>[\"']?)(?P<url>[^\"'\s<>]{1,1000})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """An address given in a tag, hidden from the reader: `url` at [start, end) of the source."""

    url: str
    start: int
    end: int


class Markup(NamedTuple):
    """The visible text, the way back, and what the tags carried."""

    text: str
    offsets: OffsetMap
    anchors: tuple[Anchor, ...] = ()
    tags: int = 0


def may_hold_markup(text: str) -> bool:
    return "<" in text or "&" in text or "[" in text


def strip(text: str) -> Markup:
    """Remove tags, decode entities. Block tags become line breaks, all others vanish.

    Entities are decoded once: ``&amp;lt;`` is what its writer meant readers to see as
    ``&lt;``. Some corpora leak the label through entities, so they must not survive.
    """
    if not may_hold_markup(text):
        return Markup(text, IDENTITY)
    out = Builder()
    anchors: list[Anchor] = []
    last = tags = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        token = match.group()
        out.copy(text[last:start], last)
        last = end
        if token[0] == "&":
            out.replace(html.unescape(token), start, end - start)
            continue
        tags += 1
        name = (match["tag"] or match["bb"] or "").lower()
        if name in _BLOCK:
            out.copy("\n", start)
        anchor = _anchor(match, name)
        if anchor:
            anchors.append(anchor)
    if last == 0:
        return Markup(text, IDENTITY)
    out.copy(text[last:], last)
    stripped, offsets = out.finish()
    return Markup(stripped, offsets, tuple(anchors), tags)


def _anchor(match: re.Match[str], name: str) -> Anchor | None:
    if name in ("a", "img", "iframe") and match["rest"]:
        found = _HREF.search(match["rest"])
        if found:
            at = match.start("rest")
            return Anchor(found["url"], at + found.start("url"), at + found.end("url"))
    if name in ("url", "link", "email") and match["arg"]:
        at = match.start("arg") + 1
        url = match["arg"][1:].strip("\"' ")
        skip = match["arg"][1:].find(url)
        return Anchor(url, at + skip, at + skip + len(url)) if url else None
    return None
