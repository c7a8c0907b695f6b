"""One spelling of a host: in ASCII, as the network knows it.

`müller.example` and `xn--mller-kva.example` are one host; `раураl.com`, in letters that look Latin, is
another one than `paypal.com`. Whoever compares hosts compares what this makes of them.

Not the codec `idna` of the standard library: it follows the rules of 2003, by which `faß.example` is
`fass.example`, somebody else's host by the rules that browsers follow.
"""

from __future__ import annotations

from unicodedata import normalize


def in_ascii(host: str) -> str:
    """`host` in lower case, every label that needs it in punycode. Nothing is checked."""
    host = host.strip().lower()
    if host.isascii():
        return host
    labels = normalize("NFKC", host).lower().split(".")
    return ".".join(one if one.isascii() else _punycode(one) for one in labels)


def in_letters(host: str) -> str:
    """`host` as people read it; a label that does not come back the same stays as it is."""
    return ".".join(_letters(one) for one in host.split("."))


def _punycode(label: str) -> str:
    # What no host has, half of a surrogate pair say, must not end in an error.
    return "xn--" + label.encode("utf-8", "replace").decode().encode("punycode").decode("ascii")


def _letters(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        found = label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, IndexError, OverflowError, ValueError):
        return label
    return found if in_ascii(found) == label else label
