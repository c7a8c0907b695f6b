"""Bytes of a form to text, in the charset of the blog that sent them.

WordPress percent-encodes the bytes of its own charset and names it in `blog_charset`.
"""

from __future__ import annotations

# An allow-list, because Python counts `punycode`, `unicode_escape` and `utf-7` among its text
# encodings: the first is quadratic, and the others make characters that nobody sent.
_SINGLE_BYTE = {
    **{f"iso8859{part}": f"iso8859-{part}" for part in (*range(2, 11), *range(13, 17))},
    **{f"{prefix}125{k}": f"cp125{k}" for prefix in ("windows", "cp") for k in range(9)},
    # Who says Latin-1 means Windows-1252: the difference is control characters. So it is in Thailand.
    **dict.fromkeys(("latin1", "l1", "iso88591"), "cp1252"),
    **dict.fromkeys(("tis620", "iso885911", "windows874", "cp874"), "cp874"),
    **dict.fromkeys(("macintosh", "macroman"), "mac_roman"),
    "koi8r": "koi8_r",
    "koi8u": "koi8_u",
}
# The standard of that name, and what the Windows of the country writes under it, which knows more letters: 镕, ①,
# 髙, 똠. The wider one goes after UTF-8, of which it can read much as something else.
_MULTI_BYTE = {
    **dict.fromkeys(("gb2312", "euccn"), ("gb2312", "gb18030")),
    **dict.fromkeys(("gbk", "cp936"), ("gbk", "gb18030")),
    "gb18030": ("gb18030", "gb18030"),
    **dict.fromkeys(("shiftjis", "sjis", "xsjis", "windows31j", "cp932"), ("shift_jis", "cp932")),
    **dict.fromkeys(("euckr", "ksc56011987", "windows949", "cp949"), ("euc_kr", "cp949")),
    **dict.fromkeys(("big5", "cp950"), ("big5", "cp950")),
    "eucjp": ("euc_jp", "euc_jis_2004"),
}


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
        narrow, wide = _MULTI_BYTE[name]
        return (narrow, "utf-8", wide)
    # Browsers send Windows-1252 where a page says nothing or says Latin-1.
    return ("utf-8", _SINGLE_BYTE.get(name, "cp1252"))
