"""Bytes of a form to text, in the charset of the blog that sent them.

WordPress percent-encodes the bytes of its own charset and names it in `blog_charset`.
"""

from __future__ import annotations

# An allow-list, because Python counts `punycode`, `unicode_escape` and `utf-7` among its text
# encodings: the first is quadratic, and the others make characters that nobody sent.
_SINGLE_BYTE = frozenset(
    {"latin1", "l1", "macintosh", "macroman", "koi8r", "koi8u"}
    | {f"iso8859{part}" for part in (*range(1, 12), *range(13, 17))}
    | {f"{prefix}125{k}" for prefix in ("windows", "cp") for k in range(9)}
)
_MULTI_BYTE = frozenset(
    {"shiftjis", "sjis", "eucjp", "euckr", "gb2312", "gbk", "gb18030", "big5", "iso2022jp"}
)


def decode(raw: bytes, charset: str) -> str:
    """`raw` as text, never failing; no byte is lost.

    UTF-8 is tried first although the blog may say Latin-1: text of another single-byte charset
    is hardly ever valid UTF-8 by chance, while many libraries send UTF-8 whatever the blog
    says. Short texts in East Asian charsets *are* sometimes valid UTF-8, so those go first.
    """
    if raw.isascii():
        return raw.decode("ascii")
    name = "".join(filter(str.isalnum, charset[:32].lower()))
    for candidate in _order(name):
        try:
            return raw.decode(candidate)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _order(name: str) -> tuple[str, ...]:
    if name in _MULTI_BYTE:
        return (_python_name(name), "utf-8")
    if name in _SINGLE_BYTE:
        return ("utf-8", _python_name(name))
    # Browsers send Windows-1252 where a page says nothing or says Latin-1.
    return ("utf-8", "cp1252")


def _python_name(name: str) -> str:
    if name.startswith("iso8859"):
        # Who says Latin-1 means Windows-1252: the difference is control characters.
        part = name.removeprefix("iso8859")
        return "cp1252" if part == "1" else f"iso8859-{part}"
    if name in ("latin1", "l1"):
        return "cp1252"
    known = {
        "macintosh": "mac_roman",
        "macroman": "mac_roman",
        "koi8r": "koi8_r",
        "koi8u": "koi8_u",
        "shiftjis": "shift_jis",
        "sjis": "shift_jis",
        "eucjp": "euc_jp",
        "euckr": "euc_kr",
        "iso2022jp": "iso2022_jp",
    }
    return known.get(name, name.replace("windows", "cp"))
