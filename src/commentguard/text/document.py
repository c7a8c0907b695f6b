"""One comment, read: the folded text, the way back to the original, and all findings.

Findings are computed on first use and once, however many signals ask. A `Document` is
built for one comment, read by every signal, and thrown away.
"""

from __future__ import annotations

import re
import string
from itertools import starmap

from commentguard.comment import Comment
from commentguard.text import places as gazetteer
from commentguard.text.business import business_name
from commentguard.text.finding import Finding
from commentguard.text.folding import Disguise, fold
from commentguard.text.gibberish import random_words
from commentguard.text.intake import admit
from commentguard.text.language import guess
from commentguard.text.lexicon import Hits, lexicon, spaced
from commentguard.text.links import Link, find_links, host_of
from commentguard.text.lists import KeywordRun, find_runs
from commentguard.text.markup import Anchor, strip
from commentguard.text.numbers import Number, find_numbers
from commentguard.text.offsets import IDENTITY
from commentguard.text.places import Place
from commentguard.text.prices import find_prices, may_be_money
from commentguard.text.quotes import find_quotes
from commentguard.text.segments import MIN_LENGTH, find_segments
from commentguard.text.sentences import find_sentences
from commentguard.text.speaker import NOBODY, Speaker, find_speaker
from commentguard.text.technical import is_technical
from commentguard.text.words import Wording, read_words
from commentguard.verdict import Span


class Document:
    """Lazily cached findings about one `Comment`.

    All positions handed out by findings are positions in `text`, the folded string; `span`
    turns them into positions in `comment.text`, the string as received. `outline` is `text` with
    the kind of each character, for cheap questions first.
    """

    def __init__(self, comment: Comment) -> None:
        self.comment = comment
        intake = admit(comment.text)
        markup = strip(intake.text)
        folded = fold(markup.text)
        self.truncated = intake.truncated
        self.visible = markup.text
        self.text = folded.text
        self._to_received = markup.offsets.after(intake.offsets)
        self.outline = folded.sketch
        self._to_visible = folded.offsets
        self.offsets = folded.offsets.after(self._to_received)
        self._anchors = markup.anchors
        self._from_markup = intake.offsets
        self._disguises = folded.disguises
        self.tags = markup.tags

    def span(self, start: int, end: int) -> Span:
        """The range of the comment as received that [start, end) of `text` came from."""
        return self.offsets.span(start, end)

    def spans(self, places: list[tuple[int, int]]) -> tuple[Span, ...]:
        """`span` for several ranges; most texts are as they were received, and need no look-up."""
        if self.offsets is IDENTITY:
            return tuple(starmap(Span, places))
        return tuple(starmap(self.offsets.span, places))

    @Finding
    def anchors(self) -> tuple[Anchor, ...]:
        """Addresses inside tags, with positions in the comment as received."""
        moved = []
        for anchor in self._anchors:
            span = self._from_markup.span(anchor.start, anchor.end)
            moved.append(Anchor(anchor.url, span.start, span.end))
        return tuple(moved)

    @Finding
    def disguises(self) -> tuple[Disguise, ...]:
        """What the folding undid, with positions in the comment as received."""
        moved = []
        for disguise in self._disguises:
            span = self._to_received.span(disguise.start, disguise.end)
            moved.append(Disguise(disguise.kind, span.start, span.end))
        return tuple(moved)

    @Finding
    def capitals(self) -> list[int]:
        """Positions in `text` where a word begins that was written with a capital."""
        if self._to_visible.is_identity:
            return _capitals(self.visible, _ASCII_BEGINS, _BEGINS)
        spaced = f" {self.spaced}"
        found = _capitals(self._to_visible.derive(self.visible), _ASCII_CAPITAL, _CAPITAL)
        return [at for at in found if spaced[at] == " " and spaced[at + 1] != " "]

    def capital_share(self) -> float:
        """Share of capitals among the letters, in [0, 1]."""
        visible = self.visible
        # What is left when the letters are struck out, in C.
        raw = visible.encode("ascii", "ignore")
        capitals = len(raw) - len(raw.translate(None, _CAPITALS))
        letters = len(raw) - len(raw.translate(None, _LETTERS))
        if len(raw) < len(visible):
            foreign = "".join(_FOREIGN.findall(visible))
            capitals += sum(map(str.isupper, foreign))
            letters += sum(map(str.isalpha, foreign))
        return capitals / letters if letters else 0.0

    @Finding
    def spaced(self) -> str:
        """`text`, same length, with a space for everything that does not belong to a word."""
        return spaced(self.text)

    @Finding
    def words(self) -> list[str]:
        return self.spaced.split()

    @Finding
    def wording(self) -> Wording:
        """What the words say by themselves; a batch reads all of its texts' words at once."""
        return read_words([self.spaced], [self.words]).wordings[0]

    @Finding
    def random_words(self) -> int:
        """How many parts of single words look random: never fewer than parts of the text do."""
        if self.visible.isascii() and not self.disguises:
            return self.wording.random
        # Words as written: folding may have read sense into them.
        return random_words(spaced(self.visible.lower()).split())

    @Finding
    def word_spans(self) -> list[tuple[int, int]]:
        """Start and end of every word of `text`, in order."""
        return [m.span() for m in _WORD.finditer(self.spaced)]

    @Finding
    def sentences(self) -> list[tuple[int, int]]:
        """Start and end of every sentence of `text`, in order, covering all words."""
        return find_sentences(self.text)

    @Finding
    def segments(self) -> list[tuple[int, int]]:
        """Windows of `text` that are also judged on their own; none for a short comment."""
        return find_segments(self.text, self.sentences) if len(self.text) >= MIN_LENGTH else []

    @Finding
    def matched(self) -> tuple[Hits, dict[str, int]]:
        """Lexicon hits of all languages, and how many function words of each there are."""
        begun, spoken = self.wording.begun, self.wording.spoken
        return lexicon().find(self.spaced, self.words, begun, spoken) if begun else (_NONE, spoken)

    @Finding
    def language(self) -> str:
        """Two-letter guess by script and function words, else the caller's hint, else ""."""
        return guess(self.text, self.matched[1], len(self.words)) or self.comment.lang[:2].lower()

    @Finding
    def hits(self) -> Hits:
        """Lexicon hits by class, ambiguous single words only in their own language."""
        return self.matched[0].spoken_in(self.language).outside(self.quotes)

    @Finding
    def quotes(self) -> list[tuple[int, int]]:
        """Ranges of `text` that the comment quotes from somebody else."""
        return find_quotes(self.text)

    @Finding
    def business(self) -> float:
        """How much the author's name reads like a business, in [0, 1]."""
        comment = self.comment
        if not comment.author.strip():
            return 0.0
        host, _ = host_of(comment.author_url) if comment.author_url else ("", "")
        return business_name(comment.author, host, comment.post_title[:500])

    @Finding
    def prices(self) -> list[tuple[int, int]]:
        """Ranges of `text` that are amounts of money; between dollars, formulas are not."""
        if "0" not in self.outline or not (self.wording.money or may_be_money(self.text)):
            return []
        return find_prices(self.text, dollars=not self.technical)

    @Finding
    def technical(self) -> bool:
        """Whether the text holds formulas or code, which look like four kinds of advert."""
        return is_technical(self.text)

    @Finding
    def links(self) -> tuple[Link, ...]:
        at, dot = self.wording.ats > 0, self.wording.dots > 0
        return find_links(self.text, self.outline, spoken_at=at, spoken_dot=dot)

    @Finding
    def places(self) -> tuple[Place, ...]:
        return gazetteer.find_places(self.text, self.spaced, self.capitals)

    @Finding
    def numbers(self) -> tuple[Number, ...]:
        """Telephone-like numbers; the region comes from places, then site, then language."""
        digits = self.wording.digits
        return find_numbers(self.text, self.outline, digits, self.hits, self.links, self._regions)

    @Finding
    def speaker(self) -> Speaker:
        """Who speaks where the comment says how to be reached."""
        hits = self.hits
        if not any(hits[name] for name in ("we", "own", "they", "customer")):
            return NOBODY
        contacts = [n.start for n in self.numbers if not n.public]
        contacts += [k.start for k in self.links if k.kind != "handle" or _led_to(hits, k)]
        contacts += [start for start, _ in self.prices]
        return find_speaker(hits, self.sentences, contacts)

    def _regions(self) -> tuple[str, ...]:
        countries = tuple(dict.fromkeys(p.country for p in self.places if p.country))
        languages = [self.language] if self.language else []
        # Too short to tell the language by grammar, "hubungi 0812…" tells it by its verb.
        languages += [code for hit in self.hits["contact"] for code in hit.languages]
        spoken = [r for code in languages for r in _LANGUAGE_REGIONS.get(code, ())]
        hints = (_site_region(self.comment.site), *spoken)
        return tuple(dict.fromkeys((*countries[:3], *(h for h in hints if h))))[:5]

    @Finding
    def runs(self) -> tuple[KeywordRun, ...]:
        """Runs of short items that read like a list of keywords."""
        return find_runs(self.text, self.hits, self.language)


_NONE = Hits({})
_WORD = re.compile(r"\S+")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_CAPITALS = string.ascii_uppercase.encode()
_LETTERS = string.ascii_letters.encode()
_ASCII_CAPITAL = re.compile(r"[A-Z]")
_CAPITAL = re.compile(r"[^\W\d_a-z]")
# The letter first and what stands before it behind: such a pattern is searched at once.
_ASCII_BEGINS = re.compile(r"[A-Z](?<!\w.)", re.DOTALL)
_BEGINS = re.compile(r"[^\W\d_a-z](?<!\w.)", re.DOTALL)
_COUNTRY_ENDING = re.compile(r"\.([a-z]{2})(?:$|[:/])")
_LANGUAGE_REGIONS = {
    "en": ("US", "GB", "AU"), "es": ("ES", "MX", "AR", "CO"), "de": ("DE", "AT", "CH"),
    "fr": ("FR", "BE", "CA"), "pt": ("PT", "BR"), "nl": ("NL", "BE"), "it": ("IT",),
    "ru": ("RU",), "id": ("ID",),
}  # fmt: skip


def _capitals(cased: str, plain: re.Pattern[str], any_script: re.Pattern[str]) -> list[int]:
    if cased.isascii():
        return [m.start() for m in plain.finditer(cased)]
    return [m.start() for m in any_script.finditer(cased) if m.group().isupper()]


def _led_to(hits: Hits, handle: Link) -> bool:
    """Whether a handle is where readers are sent; most of them address somebody."""
    return any(hits.near(name, handle.start, handle.end, 40) for name in ("contact", "cta"))


def _site_region(site: str) -> str:
    """The region a site's country ending suggests, "" for generic endings."""
    found = _COUNTRY_ENDING.search(site.lower())
    if not found:
        return ""
    return {"uk": "GB"}.get(found[1], found[1].upper())
