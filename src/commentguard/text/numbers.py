"""Numbers that could be rung, plain or in disguise.

libphonenumber's own matcher reads a number only where the region is known and the format
legal; sellers do neither. So candidates come from one bounded pattern, what is plainly
something else is thrown out, and libphonenumber only judges what is left: *possible* and
*valid* are two facts, because numbers reserved for drama are possible and never valid.

False positives to remember: dates, order and part numbers, ISBN and DOI, prices, versions,
IP addresses, G-code, opening hours, scores, view counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers

from commentguard.text.beside import Taken
from commentguard.text.hits import Hits
from commentguard.text.links import Link
from commentguard.text.spelled import MIN_SPELLED, find_spelled, is_counting

_GAP = r"[ \n().\-/*_•·~]{0,3}"
_CANDIDATE = re.compile(
    rf"(?<![\w.,/#@\-])(?<!\d:)(?:\+ ?|\()?\d(?:{_GAP}\d){{6,16}}(?![\w%@]|[.,:/\-]\d)"
)
_LEET = re.compile(r"(?<![\w@#.])(?=[a-z ]{0,8}\d)(?:[0-9oilsb][ .\-]?){6,13}[0-9oilsb](?![\w%@])")
# Seven digits, and four among letters that pass for some, begin where a digit does: such patterns
# are searched at once, and few texts with digits hold a number.
_DENSE = re.compile(rf"\d(?:{_GAP}\d){{6}}")
_MIXED = re.compile(r"[0-9](?:[oilsb .\-]{0,26}[0-9]){3}")
# Without a letter beside a digit nothing is mixed.
_BESIDE = re.compile(r"[0-9](?:[oilsb]|(?<=[oilsb].))")
_LEET_DIGIT = str.maketrans("oilsb", "01158")
_DATE = re.compile(
    r"(?:19|20)\d\d[ .\-/]\d{1,2}[ .\-/]\d{1,2}(?!\d)|\d{1,2}[.\-/]\d{1,2}[.\-/](?:19|20)?\d\d(?!\d)"
    r"|(?:(?:1[5-9]|20)\d\d[ ./\-]{1,3}){2}|(?:1[5-9]|20)\d\d ?[\-/] ?(?:1[5-9]|20)\d\d(?!\d)"
)
_IPV4 = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}$")
# "06.39.98.12.34" begins like a date, and is how half of Europe writes a number.
_PAIRS = re.compile(r"0[1-9]([.\-/])\d\d(?:\1\d\d){3}$")
_SENTENCE_END = re.compile(r"[^\W\d_]{4}[.!?]\s")
_DOI = re.compile(r"10\.\d{4,9}/")
_THOUSANDS = re.compile(r"\d{1,3}(?:[ .]\d{3}){2,}$")
_BILLIONS = re.compile(r"\d(?:\.\d{3}){3}$")
_MONEY_BEFORE = re.compile(r"[$€£₽¥]\s?$|\b(?:rp|usd|eur|gbp|rs|руб)\.?\s?$")
_MONEY_AFTER = re.compile(
    r"\s?(?:[$€£₽¥%]|(?:euros?|dollars?|rupiah|руб\w*|reais|pesos|views?|likes|steps|people|mm|cm|km|kg|rpm|hz|mah|ml)\b)"
)

MAX_PARSED = 32
"""Candidates judged by libphonenumber per comment; 16 KiB of digit groups cost 105 ms without."""

# Numbers that regulators keep free for films and books (Ofcom, NANPA, ACMA, ARCEP, BNetzA).
_RESERVED = re.compile(
    r"(?:44|0)(?:7700900\d{3}|1632960\d{3}|(?:11[3-8]|121|131|141|151|161)496\d{4}|2079460\d{3}|2890180\d{3}|2920180\d{3}|1914980\d{3}|8081570\d{3})$"
    r"|1?[2-9]\d{2}555(?:01\d{2})$"
    r"|(?:61|0)(?:[2378]5550\d{4}|[2378]7010\d{4}|491570\d{3})$"
    r"|(?:33|0)(?:199|261|353|465|536)\d{6}$|(?:33|0)63998\d{4}$"
    r"|(?:49|0)(?:3023125\d{3}|22147101?\d{2,3}|4066969\d{3}|8999998\d{3}|6990009\d{3}|15228817386|1528817386|1709999\d{3})$"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone-like number at [start, end) of the folded text.

    `kind` is plain, spelled, leet or apart. `context` means a word of contact stands within 40
    characters, `public` a helpline, emergency or authority within 80.
    """

    start: int
    end: int
    digits: str
    kind: str
    valid: bool
    possible: bool
    grouped: bool
    international: bool
    context: bool
    public: bool


Candidate = tuple[int, int, str, str]


def judge_numbers(
    candidates: list[Candidate], text: str, hits: Hits, links: tuple[Link, ...],
    regions: Callable[[], tuple[str, ...]],
) -> tuple[Number, ...]:  # fmt: skip
    """Those of the `candidates` in `text` that could be rung, in order, at most `MAX_PARSED`."""
    found: list[Number] = []
    taken = Taken((link.start, link.end) for link in links)
    for start, end, digits, kind in candidates:
        if len(found) >= MAX_PARSED:
            break
        if taken.overlap(start, end):
            continue
        context = hits.near("contact", start, end, 40)
        if _is_something_else(text, start, end, digits, kind, context, hits):
            continue
        taken.take(start, end)
        plus = text[start] == "+" or digits.startswith("00")
        valid, possible = _judge(digits, plus, regions())
        if not (valid or possible or context) and kind == "plain":
            continue
        grouped = kind == "plain" and not text[start:end].isdigit()
        public = hits.near("helpline", start, end, 80)
        found.append(
            Number(start, end, digits, kind, valid, possible, grouped, plus, context, public)
        )
    found.sort(key=lambda n: n.start)
    return tuple(found)


def find_candidates(text: str, digit_words: int) -> list[Candidate]:
    """Start, end, digits and kind of everything shaped like a number to ring.

    `digit_words` is how many `spelled_digits` the words of `text` have.
    """
    found: list[Candidate] = []
    if _DENSE.search(text):
        for match in _CANDIDATE.finditer(text):
            start, end = match.span()
            digits = re.sub(r"\D", "", match.group())
            groups = re.findall(r"\d+", match.group())
            apart = len(groups) >= 7 and max(map(len, groups)) == 1
            if text[start] == "(" and ")" not in match.group():
                start += 1
            if 7 <= len(digits) <= 15:
                found.append((start, end, digits, "apart" if apart else "plain"))
    if _MIXED.search(text) and _BESIDE.search(text):
        for match in _LEET.finditer(text):
            tokens = re.split(r"[ .\-]", match.group())
            numerals = sum(c.isdigit() for c in match.group())
            mixed = [t for t in tokens if t and not t.isdigit() and any(c.isdigit() for c in t)]
            letters_only = any(t.isalpha() and t != "o" for t in tokens)
            if mixed and not letters_only and numerals >= 4:
                digits = re.sub(r"\D", "", match.group().translate(_LEET_DIGIT))
                if 7 <= len(digits) <= 15:
                    found.append((*match.span(), digits, "leet"))
    if digit_words >= MIN_SPELLED:
        found += [(*run, "spelled") for run in find_spelled(text)]
    return found


def _is_something_else(
    text: str, start: int, end: int, digits: str, kind: str, context: bool, hits: Hits
) -> bool:
    before = text[max(0, start - 14) : start]
    written = text[start:end]
    if _called_otherwise(text, start, hits) or _MONEY_BEFORE.search(before):
        return True
    if len(set(digits)) < 3 or (kind == "apart" and is_counting(digits)):
        return True
    if kind != "plain":
        return False
    if _DATE.match(written) and not _PAIRS.match(written):
        return True
    if (_IPV4.match(written) and _octets(written)) or _DOI.match(written):
        return True
    if len(digits) == 13 and digits.startswith(("978", "979")):
        return True
    if _MONEY_AFTER.match(text, end) or (
        _THOUSANDS.match(written) and (len(digits) <= 8 or _BILLIONS.match(written)) and not context
    ):
        return True
    marked = written[0] in "+(" or digits[0] == "0"
    if written.isdigit():
        return not context and (len(digits) < 9 or not marked) and len(digits) != 10
    groups = re.findall(r"\d+", written)
    # "10-20 30-40 minutes", scores, tables: pairs without a trunk zero are not dialled.
    if max(map(len, groups)) <= 2 and not marked and not context:
        return True
    return len(digits) < 9 and not context and not marked


def _called_otherwise(text: str, start: int, hits: Hits) -> bool:
    """Whether the words before a number call it something else: "order no.", "Konto".

    Not where a sentence has ended since, or a word of contact stands between: *"the invoice can
    wait, ring 01632 960 148"*.
    """
    if not hits.near("number_not_phone", start - 14, start, 0):
        return False
    told = max(h.end for h in hits["number_not_phone"] if h.end <= start + 14 and h.start <= start)
    if any(told < h.end <= start for h in hits["contact"]):
        return False
    return not _SENTENCE_END.search(text, max(0, told - 4), start)


def _octets(written: str) -> bool:
    return all(int(part) < 256 for part in written.split("."))


@lru_cache(maxsize=4096)
def _judge(digits: str, plus: bool, regions: tuple[str, ...]) -> tuple[bool, bool]:
    """Valid, possible: in the international plan, else in the first region where it is valid."""
    bare = digits.removeprefix("00") if plus else digits
    if _RESERVED.match(bare):
        return True, True
    possible = False
    for region in (None,) if plus else (*regions, "US", "GB"):
        try:
            parsed = phonenumbers.parse(f"+{bare}" if plus else digits, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(parsed):
            return True, True
        possible = possible or phonenumbers.is_possible_number(parsed)
    return False, possible
