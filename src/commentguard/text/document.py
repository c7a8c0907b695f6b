"""One comment, read: the folded text, the way back to the original, and all findings.

Findings are computed on first use and once, however many signals ask. A `Document` is
built for one comment, read by every signal, and thrown away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Self

from commentguard.comment import Comment
from commentguard.text import places as gazetteer
from commentguard.text import traces
from commentguard.text.asking import Around, Asked
from commentguard.text.batch import Batch, read_batch
from commentguard.text.beside import Ranges
from commentguard.text.business import business_name
from commentguard.text.capitals import capital_share
from commentguard.text.finding import Finding
from commentguard.text.gibberish import keyless, random_parts
from commentguard.text.hits import Hits
from commentguard.text.hosts import host_of
from commentguard.text.language import spoken_in
from commentguard.text.laying import lay
from commentguard.text.lexicon import spaced
from commentguard.text.links import Link, find_links
from commentguard.text.lists import MIN_ANNOUNCED, MIN_ITEMS, KeywordRun, find_runs, find_tags
from commentguard.text.numbers import Number, find_candidates, judge_numbers
from commentguard.text.opened import Opened
from commentguard.text.outline import outline
from commentguard.text.places import Place
from commentguard.text.prices import find_prices, may_be_money
from commentguard.text.quotes import find_quotes
from commentguard.text.regions import regions_of
from commentguard.text.shapes import Shapes
from commentguard.text.speaker import NOBODY, SPEAKERS, Speaker, find_speaker
from commentguard.text.technical import is_technical
from commentguard.text.vocabulary import DIGITS, RANDOM
from commentguard.text.words import Found, find_words


class Document(Opened):
    """Lazily cached findings about one `Comment`.

    All positions handed out by findings are positions in `text`, the folded string; `span`
    turns them into positions in `comment.text`, the string as received. `outline` is `text` with
    the kind of each character, for cheap questions first.
    """

    def __init__(self, comment: Comment, *, slips: bool = True) -> None:
        """Without `slips` what was typed is read: for lists of people, who mean the letters that they wrote."""
        super().__init__(comment)
        self._around = Around((comment,)), 0
        found, shown = lay((self,), slips=slips)
        # Not the words: a document may be read in another process, whose vocabulary has other rows.
        self._laid = found.page, shown

    @classmethod
    def many(cls, comments: Sequence[Comment]) -> tuple[tuple[Self, ...], Batch]:
        """Documents that are read together: each finds what it would find alone, for less."""
        documents = tuple(cls.__new__(cls) for _ in comments)
        around = Around(comments)
        for row, (doc, comment) in enumerate(zip(documents, comments, strict=True)):
            Opened.__init__(doc, comment)
            doc._around = around, row
        batch = _read(documents, *lay(documents))
        for row, doc in enumerate(documents):
            cls.read.keep(doc, (batch, row))
        return documents, batch

    @Finding
    def read(self) -> tuple[Batch, int]:
        """What was read of a whole batch, and which text of it this is."""
        page, shown = self._laid
        return _read((self,), find_words(page), shown), 0

    @Finding
    def traces(self) -> int:
        """What the comment may hold, see `text.traces`."""
        batch, row = self.read
        comment = self.comment
        found = batch.traces[row] | traces.ALWAYS
        if self._disguises:
            # Names are looked for in the text as written, which reads otherwise.
            found |= traces.DISGUISE | traces.NAME
        if self._disguises or self._doubtful or not (self.visible.isascii() or keyless(self.text)):
            # So are random words, and a letter outside ASCII ends a row of keys.
            found |= traces.RANDOM
        if self._anchors:
            found |= traces.ANCHOR
        if comment.author or comment.author_approved or comment.author_role:
            found |= traces.AUTHOR
        if comment.author_url:
            found |= traces.AUTHOR_URL
        if comment.post_title or comment.post_tags or comment.post_text or comment.parent_text:
            found |= traces.POST
        return traces.together(found)

    @Finding
    def outline(self) -> str:
        """`text` with the kind of each character, for cheap questions first."""
        return outline(self.text)

    @Finding
    def capitals(self) -> list[int]:
        """Positions in `text` where a word begins that was written with a capital."""
        batch, row = self.read
        return batch.capitals.of(row)

    @Finding
    def capital_share(self) -> float:
        """Share of capitals among the letters as written, in [0, 1]."""
        return capital_share(self.visible)

    @Finding
    def spaced(self) -> str:
        """`text`, same length, with a space for everything that does not belong to a word."""
        return spaced(self.text)

    @Finding
    def words(self) -> list[str]:
        return self.spaced.split()

    @Finding
    def random_words(self) -> int:
        """How many parts of single words look random: never fewer than parts of the text do."""
        if self.visible.isascii() and not self.disguises:
            batch, row = self.read
            return batch.words.totals.item(row, RANDOM)
        # Words as written: folding may have read sense into them.
        return random_parts(" ".join(spaced(self.visible.lower()).split()))

    @Finding
    def word_spans(self) -> list[tuple[int, int]]:
        """Start and end of every word of `text`, in order."""
        return [m.span() for m in _WORD.finditer(self.spaced)]

    @Finding
    def sentences(self) -> list[tuple[int, int]]:
        """Start and end of every sentence of `text`, in order, covering all words."""
        batch, row = self.read
        return batch.passages.sentences(row)

    @Finding
    def utterances(self) -> list[tuple[int, int]]:
        """The sentences of `text` that are judged one by one."""
        batch, row = self.read
        return batch.passages.spoken(row)

    @Finding
    def matched(self) -> Hits:
        """Lexicon hits of all languages."""
        batch, row = self.read
        return Hits(batch.words.said, row)

    @Finding
    def language(self) -> str:
        """Two-letter guess by script and function words, else the caller's hint, else ""."""
        batch, row = self.read
        told = batch.words.said.languages[row]
        return spoken_in(self.text, told, self.comment.lang)

    @Finding
    def hits(self) -> Hits:
        """Lexicon hits by class, ambiguous single words only in their own language."""
        batch, row = self.read
        quoting = self.text if self.traces & _QUOTING else ""
        return Hits(batch.words.said, row, self.language, quoting)

    @Finding
    def quotes(self) -> list[tuple[int, int]]:
        """Ranges of `text` that the comment quotes from somebody else."""
        return find_quotes(self.text) if self.traces & _QUOTING else []

    @Finding
    def asked(self) -> Asked:
        """What the post and the comment above ask for."""
        around, row = self._around
        return around.asked(row)

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
        told = self.traces
        if not told & traces.PRICE or not (told & traces.MONEY or may_be_money(self.text)):
            return []
        return find_prices(self.text, dollars=not self.technical)

    @Finding
    def technical(self) -> bool:
        """Whether the text holds formulas or code, which look like four kinds of advert."""
        return is_technical(self.text)

    @Finding
    def links(self) -> tuple[Link, ...]:
        told = self.traces
        if not told & traces.LINK:
            return ()
        return find_links(self.text, told, lambda: self.outline)

    @Finding
    def places(self) -> tuple[Place, ...]:
        if not self.traces & traces.PLACE:
            return ()
        return gazetteer.find_places(self.text, self.spaced, self.capitals)

    @Finding
    def numbers(self) -> tuple[Number, ...]:
        """Telephone-like numbers; the region comes from places, then site, then language."""
        if not self.traces & traces.NUMBER:
            return ()
        batch, row = self.read
        digits = batch.words.totals.item(row, DIGITS)
        found = find_candidates(self.text, digits)
        return (
            judge_numbers(found, self.text, self.hits, self.links, self._regions) if found else ()
        )

    @Finding
    def contacts(self) -> Ranges:
        """Ranges of `text` that lead somewhere: addresses, and numbers that are not a public service's."""
        found = [(n.start, n.end) for n in self.numbers if not n.public]
        return Ranges(found + [(link.start, link.end) for link in self.links])

    @Finding
    def speaker(self) -> Speaker:
        """Who speaks where the comment says how to be reached."""
        if not self.traces & traces.SPEAKER:
            return NOBODY
        hits = self.hits
        if not hits.any_of(SPEAKERS):
            return NOBODY
        contacts = [n.start for n in self.numbers if not n.public]
        contacts += [k.start for k in self.links if k.kind != "handle" or _led_to(hits, k)]
        contacts += [start for start, _ in self.prices]
        return find_speaker(hits, self.sentences, contacts)

    def _regions(self) -> tuple[str, ...]:
        languages = [self.language] if self.language else []
        # Too short to tell the language by grammar, "hubungi 0812…" tells it by its verb.
        languages += [code for hit in self.hits["contact"] for code in hit.languages]
        return regions_of(self.places, self.comment.site, languages)

    @Finding
    def runs(self) -> tuple[KeywordRun, ...]:
        """Runs of short items that read like a list of keywords."""
        told = self.traces
        found = find_tags(self.text) if told & traces.HASH else ()
        if told & (traces.LIST | traces.SLASH):
            least = MIN_ANNOUNCED if told & _ANNOUNCED else MIN_ITEMS
            found += find_runs(self.text, least, lambda: self.hits, lambda: self.language)
        return found


_ANNOUNCED = traces.said("list_header")
_QUOTING = traces.QUOTE | traces.APOSTROPHE
_WORD = re.compile(r"\S+")


def _read(documents: Sequence[Document], found: Found, shown: Shapes) -> Batch:
    return read_batch(
        found,
        [doc.cased for doc in documents],
        [doc.kept for doc in documents],
        shown,
    )


def _led_to(hits: Hits, handle: Link) -> bool:
    """Whether a handle is where readers are sent; most of them address somebody."""
    return hits.any_near(("contact", "cta"), handle.start, handle.end, 40)
