"""Compile the table of look-alike letters that `commentguard.text.confusables` reads.

Run by `make confusables` with the development-only package `confusable-homoglyphs`, which carries the
Unicode consortium's confusables data (UTS #39, Unicode License v3); the result is committed, so
installing never builds it, and a change of it is a reviewed diff. All single letters are taken whose
skeleton is one Latin letter, with or without marks, or a variant of one by its name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

from commentguard.text.confusables import variant_of

_TARGET = Path(__file__).parents[1] / "text" / "confusables.txt"
# Where a word of Latin letters and one of these are written without a gap, a word of two scripts is
# spelled as it should be.
_JOINED = (
    *("HANGUL", "HIRAGANA", "KATAKANA", "HALFWIDTH", "CJK", "BOPOMOFO", "YI", "IDEOGRAPHIC"),
    *("THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN", "MODIFIER"),
)
# Judged by eye: what passes for a Latin letter in spam of other lands, and readings of single letters that are
# nearer than those of the data, which knows some of them by way of a third letter.
_EYED = {
    "a": "λ",
    "b": "β",
    "e": "εєԑɛⲉ𑣎",
    "m": "мᴍꮇᎷӎ",
    "n": "пŋ",
    "o": "фဝɔᴐ",
    "r": "ґ",
    "s": "ƨ",
    "u": "ци",
    "v": "ᶌ",
    "w": "ωш",
    "y": "ч",
    "z": "ʒ",
}
BY_EYE = {character: letter for letter, alike in _EYED.items() for character in alike}
# Russian letters that look like nothing Latin tell Russian words from dressed ones.
_THEMSELVES = "л"


def compile_table(similar: Mapping[str, Iterable[str]]) -> str:
    """The table's lines: the letter, a tab, its look-alikes.

    `similar` names for each character what looks like it, in both directions.
    """
    table: dict[str, str] = {}
    for character, others in similar.items():
        letter = _letter(others) if _alone(character) else ""
        if letter:
            # What is read was lower-cased: a capital speaks only where its small letter does not.
            for small in {character.lower(), character.casefold()}:
                silent = small not in similar or not _letter(similar[small])
                if _alone(small) and (small == character or silent):
                    table[small] = letter
    table |= BY_EYE
    for character in _THEMSELVES:
        table.pop(character, None)
    rows: dict[str, list[str]] = {}
    for character, letter in sorted(table.items()):
        rows.setdefault(letter, []).append(character)
    return "".join(f"{letter}\t{''.join(found)}\n" for letter, found in sorted(rows.items()))


def _alone(character: str) -> bool:
    """Whether `character` is one letter that may stand for a Latin one inside a word."""
    if len(character) != 1 or character.isascii():
        return False
    if unicodedata.category(character) not in ("Ll", "Lu", "Lo", "Lt", "Nl"):
        return False
    if unicodedata.normalize("NFKD", character) != character:
        # Taken apart before it is looked up.
        return False
    if unicodedata.bidirectional(character) in ("R", "AL"):
        # A letter from right to left is never shown where it stands for another.
        return False
    return not unicodedata.name(character, "HANGUL").startswith(_JOINED)


def _letter(skeletons: Iterable[str]) -> str:
    """The Latin letter among `skeletons`, plain ones first, then marked ones, then variants by name."""
    found = [
        "".join(c for c in unicodedata.normalize("NFD", s) if not unicodedata.combining(c))
        for s in skeletons
    ]
    plain = [s for s in found if len(s) == 1 and s.isascii() and s.isalpha()]
    if not plain:
        plain = [variant_of(s) for s in found if len(s) == 1 and not s.isascii()]
        plain = [s for s in plain if s.isascii() and s.isalpha()]
    return plain[0].lower() if plain else ""


def main() -> None:
    """Write the table beside its reader."""
    from confusable_homoglyphs.confusables import confusables_data

    similar = {c: [row["c"] for row in rows] for c, rows in confusables_data.items()}
    head = (
        "# Letters that look like a Latin letter: the letter, a tab, its look-alikes, in lower case.\n"
        "# Unicode confusables data (UTS #39), Unicode License v3, https://www.unicode.org/license.txt,\n"
        f"# through confusable-homoglyphs {version('confusable-homoglyphs')}; some judged by eye "
        "(commentguard.training.confusables).\n"
        "# A change here is a change of the model: retrain, or bundles refuse to load.\n"
    )
    _TARGET.write_text(head + compile_table(similar), "utf-8")


if __name__ == "__main__":
    main()
