"""Addresses in the text: web, mail, handles, and the ways of hiding them.

No library does this with offsets, in linear time, and for "shop [dot] example". Nothing found here is ever resolved
or fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple, Protocol

from commentguard.text import traces
from commentguard.text.beside import Taken
from commentguard.text.hosts import host_of, known_ending, registrable
from commentguard.text.lexicon import phrases

_HOST = r"(?:[a-z0-9](?:[a-z0-9\-]{0,40}[a-z0-9])?\.){1,5}[a-z]{2,18}"
# One sign first and what stands before it behind: a pattern that begins with a set of signs is searched at once.
_URL = re.compile(
    r"[hfw](?<!\w.)(?:(?:(?<=h)(?:ttps?|xxps?)|(?<=f)tp)\s?://[^\s<>\"']{1,500}|(?<=w)ww\.[^\s<>\"']{3,500})"
)
_EMAIL = re.compile(rf"(?<![\w.+\-@])[a-z0-9](?:[\w.+\-]{{0,60}}[a-z0-9])?@{_HOST}\b")
_BARE = re.compile(rf"(?<![\w.@/:\-]){_HOST}(?![\w@])(?::\d{{2,5}})?(?:/[^\s<>\"']{{0,300}})?")
_HANDLE = re.compile(r"@(?<![\w@/.]@)[a-z0-9_](?:[\w.]{1,30})?[a-z0-9_]\b")
# A dot or at sign in words, in brackets or between spaces, with a plausible name on each side.
_DOT = r"(?:\s?[\[({<]\s?(?:dot|punkt|punto|ponto|point|punt|tochka|точка|titik|\.)\s?[\])}>]\s?|\s(?:dot|punto|ponto|punkt|titik|точка)\s|\s\.\s?|\s?\.\s)"
_AT = r"(?:\s?[\[({<]\s?(?:at|arroba|chiocciola|@)\s?[\])}>]\s?|\s(?:at|arroba)\s)"
_ENDING = r"(?:com|net|org|info|biz|shop|store|online|site|club|example|test|invalid|co|ru|de|fr|es|it|nl|pt|br|id|uk|io|me|top|xyz)"
_HIDDEN_HOST = re.compile(
    rf"(?<![\w.@])[a-z0-9\-]{{2,40}}(?:{_DOT}[a-z0-9\-]{{2,30}})??{_DOT}{_ENDING}\b(?:/[^\s]{{0,80}})?"
)
_HIDDEN_MAIL = re.compile(
    rf"(?<![\w.@])[a-z0-9](?:[\w.\-]{{0,30}}[a-z0-9])?{_AT}[a-z0-9\-]{{2,30}}(?:(?:\.|{_DOT})[a-z0-9\-]{{2,30}}){{0,3}}\b"
)
# What must be there before an address can be hidden in words. Asking it costs a tenth of looking
# for the address itself.
SPOKEN_DOTS = frozenset({"dot", "punkt", "punto", "ponto", "titik", "точка"})
SPOKEN_ATS = frozenset({"at", "arroba"})
_BRACKETED_DOT = re.compile(
    r"[\[({<]\s?(?:dot|punkt|punto|ponto|point|punt|tochka|точка|titik|\.)\s?[\])}>]"
)
_BRACKETED_AT = re.compile(r"[\[({<]\s?(?:at|arroba|chiocciola|@)\s?[\])}>]")
_SPACED_COM = re.compile(r"\s\.\s?(?:com|net|org|info|biz|shop|store|example)\b")
_PATH_BEHIND = re.compile(rf"\.\s?{_ENDING}/")
_ENDED = re.compile(rf"(?:\.|dot|punkt|punto|ponto|titik)\W{{0,3}}{_ENDING}\b")
# The same where no dot is spoken: such a pattern is searched at once.
_ENDED_BY_SIGN = re.compile(rf"\.\W{{0,3}}{_ENDING}\b")
# What every hidden host ends in, by how its last dot is written; each begins with a set of signs. A full stop hides
# nothing where no space stands beside it.
_ENDED_BY_SIGN_ALONE = re.compile(rf"[\])}}>.](?:\s|(?<=[\])}}>])|(?<=\s\.)){_ENDING}\b")
_ENDED_BY_WORD = re.compile(rf"(?:dot|punto|ponto|punkt|titik|точка)\s{_ENDING}\b")
_DOTS = ("dot", "punkt", "punto", "ponto", "titik")
_SPOKEN_DOT = re.compile("|".join(_DOTS))
_BEGINS_ENDING = re.compile(rf"(?<!\w){_ENDING}\b")
_TAIL = ".,;:!?)]}'\"*_…"

# Country endings that are words of a language, and file endings that are countries: taken
# for an address only with a path, "www." or a scheme.
_WORDLIKE = frozenset({
    "it", "is", "so", "me", "my", "no", "in", "am", "as", "at", "be", "by", "do", "go", "he",
    "hm", "id", "la", "ma", "ne", "pa", "re", "se", "st", "to", "us", "ai", "im", "mr", "mu",
    "py", "md", "rs", "sh", "pl", "cc", "js", "zip", "mov", "ps", "gs", "ws", "vs", "sc", "sr",
    "tk", "ml", "cd", "bz", "app", "post", "date", "name", "call", "cool", "got", "here", "how",
    "like", "love", "you",
})  # fmt: skip
_SHORT_HOST = frozenset({"t.me", "wa.me", "bit.ly", "is.gd", "m.me", "fb.me", "youtu.be", "goo.gl"})


class Link(NamedTuple):
    """An address at [start, end) of the folded text.

    `kind` is url, email, handle, hidden_url or hidden_email; `host` is the lower-case host
    ("" for handles) and `domain` its registrable part.
    """

    start: int
    end: int
    kind: str
    host: str = ""
    domain: str = ""
    path: str = ""

    @property
    def hidden(self) -> bool:
        return self.kind.startswith("hidden")


class _Add(Protocol):
    def __call__(self, start: int, end: int, kind: str, host: str, path: str = "") -> None: ...


NO_ENDING, AN_ENDING, ANY_ENDING = range(3)


def ending_of(word: str) -> int:
    """Whether `word` may end an address that is told in words: by itself, or behind a full stop only."""
    if _SPOKEN_DOT.search(word):
        return ANY_ENDING
    return AN_ENDING if _BEGINS_ENDING.search(word) else NO_ENDING


def find_links(text: str, told: int, outline: Callable[[], str]) -> tuple[Link, ...]:
    """All addresses in a folded text, in order, none inside another.

    `told` are its traces, `outline` makes its outline, which few texts are asked for.
    """
    found: list[Link] = []
    taken = Taken()

    def add(start: int, end: int, kind: str, host: str, path: str = "") -> None:
        if taken.take(start, end):
            found.append(Link(start, end, kind, host, registrable(host) if host else "", path))

    if "." in text and ("://" in text or "www." in text):
        for match in _URL.finditer(text):
            address = match.group().rstrip(_TAIL)
            host, path = host_of(address)
            if host:
                kind = "hidden_url" if address.startswith("hxxp") else "url"
                add(match.start(), match.start() + len(address), kind, host, path)
    if "@" in text:
        for match in _around(_EMAIL, "_.+-@", text, "@", text):
            host = match.group().rsplit("@", 1)[1]
            if known_ending(host):
                add(*match.span(), "email", host)
        for match in _HANDLE.finditer(text):
            add(*match.span(), "handle", "")
    # Every ending has two letters at the least, which the full stop of a sentence has not.
    if told & traces.DOTTED:
        for match in _around(_BARE, "_.@/:-", text, ".aa", outline()):
            address = match.group().rstrip(_TAIL)
            host, path = host_of(address)
            if host and _plausible(host, path):
                add(match.start(), match.start() + len(address), "url", host, path)
    bracketed = bool(told & traces.BRACKET)
    if _may_hide_mail(text, bool(told & traces.SPOKEN_AT), bracketed):
        _find_hidden_mail(text, add)
    if _may_hide_host(text, told, bracketed):
        _find_hidden_hosts(text, add)
    found.sort(key=lambda link: link.start)
    return tuple(found)


def _around(
    pattern: re.Pattern[str], signs: str, text: str, mark: str, marked: str
) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` finds, tried only at the begin of words that hold `mark`.

    `mark` is looked for in `marked`, the text or its outline; `signs` are what such a word may
    hold besides letters and digits. A pattern that begins with any letter is tried at every
    letter, and most words are no address.
    """
    reached = 0
    at = marked.find(mark)
    while at >= 0:
        start = at
        while start > reached and (text[start - 1].isalnum() or text[start - 1] in signs):
            start -= 1
        match = pattern.match(text, start)
        if match:
            yield match
        # No second one begins inside the same word.
        reached = match.end() if match else at + 1
        while reached < len(text) and (text[reached].isalnum() or text[reached] in signs):
            reached += 1
        at = marked.find(mark, reached)


def _may_hide_mail(text: str, spoken: bool, bracketed: bool) -> bool:
    if bracketed and _BRACKETED_AT.search(text):
        return True
    if not spoken:
        return False
    ended = _ENDED if any(map(text.__contains__, _DOTS)) else _ENDED_BY_SIGN
    return bool(ended.search(text))


def _may_hide_host(text: str, told: int, bracketed: bool) -> bool:
    if told & traces.SPOKEN_DOT:
        return True
    if bracketed and (_BRACKETED_DOT.search(text) or ("/" in text and _PATH_BEHIND.search(text))):
        return True
    return bool(told & traces.SPACED_DOT and _SPACED_COM.search(text))


def _plausible(host: str, path: str) -> bool:
    if host in _SHORT_HOST:
        return True
    ending = host.rsplit(".", 1)[-1]
    if ending in _WORDLIKE and not path and host.count(".") < 2:
        return False
    # "e.g" and "p.m" are not hosts; no registrable name this short is written bare.
    return len(host.split(".", 1)[0]) > 1 and known_ending(host)


def _find_hidden_mail(text: str, add: _Add) -> None:
    for match in _HIDDEN_MAIL.finditer(text):
        words = match.group()
        # "meet at noon" has neither brackets nor an ending behind it.
        bracketed = re.search(r"[\[({<]\s?(?:at|arroba|chiocciola|@)", words)
        ended = re.search(rf"(?:\.|dot|punkt|punto|ponto|titik)\W{{0,3}}{_ENDING}$", words)
        if bracketed or ended:
            add(*match.span(), "hidden_email", "")


def _find_hidden_hosts(text: str, add: _Add) -> None:
    # "El punto es que" holds a dot in words and no ending: most texts that do hold none.
    if not (_ENDED_BY_SIGN_ALONE.search(text) or _ENDED_BY_WORD.search(text)):
        return
    for match in _HIDDEN_HOST.finditer(text):
        words = match.group()
        host = re.sub(_DOT, ".", words).split("/")[0]
        spoken = re.search(r"[\[({<]|\s(?:dot|punto|ponto|punkt|titik|точка)\s", words)
        # A full stop with a stray space is a typing slip ("thanks. me too"), unless spelled out.
        if spoken or _SPACED_COM.search(words):
            add(*match.span(), "hidden_url", host)


def is_reference(link: Link) -> bool:
    """Whether the host is known for studies, documentation, newspapers or public bodies."""
    return _is_known_for_that(link.host) if link.host else False


@lru_cache(maxsize=4096)
def _is_known_for_that(host: str) -> bool:
    known = _reference_hosts()
    parts = host.split(".")
    return any(".".join(parts[k:]) in known for k in range(len(parts)))


@cache
def _reference_hosts() -> frozenset[str]:
    return frozenset(host.lstrip(".") for host in phrases("shared", "reference_hosts"))


def is_shortener(link: Link) -> bool:
    return link.host in phrases("shared", "shorteners")
