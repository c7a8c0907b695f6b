"""Bodies of every kind become the same fields, and broken ones do no harm."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.api.akismet.recorded import CALLS, Call

from commentguard.api.akismet.fields import Fields, read
from commentguard.errors import DataError

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("call", CALLS, ids=str)
def test_recorded_bodies_read_as_the_recording_says(call: Call) -> None:
    fields = read(call.body, call.header("content-type"), call.query.encode())
    for name, value in call.form:
        assert name in fields
        assert fields.text(name) == value, name


def test_bare_fields_are_there_and_empty() -> None:
    fields = read(b"a&b=&c=1&&=2", FORM, b"")
    assert [name for name in "abcd" if name in fields] == ["a", "b", "c"]
    assert fields.text("a") == fields.text("b") == fields.text("d") == ""


@pytest.mark.parametrize(
    "body",
    [
        b"comment_context%5B%5D=one&comment_context%5B%5D=two",
        b"comment_context[]=one&comment_context[]=two",
        b"comment_context%5B0%5D=one&comment_context%5B1%5D=two",
        b"comment_context=one&comment_context=two&comment_context=",
    ],
)
def test_every_spelling_of_a_list(body: bytes) -> None:
    assert read(body, FORM, b"").texts("comment_context") == ("one", "two")
    assert read(b'{"comment_context": ["one", "two"]}', "application/json", b"").texts(
        "comment_context"
    ) == ("one", "two")


def test_a_name_that_only_begins_alike_is_no_member_of_the_list() -> None:
    assert (
        read(b"comment_context_x=1&comment_contexts[]=2", FORM, b"").texts("comment_context") == ()
    )


def multipart(pairs: list[tuple[str, str]], charset: str = "utf-8") -> tuple[bytes, str]:
    pieces = [
        f'--B-1\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in pairs
    ]
    return "".join([*pieces, "--B-1--\r\n"]).encode(charset), "multipart/form-data; boundary=B-1"


def test_multipart_is_a_form_without_percent_signs_to_undo() -> None:
    body, kind = multipart([("a", "50%25 + é"), ("b", ""), ("a", "second")])
    fields = read(body, kind, b"c=3")
    assert (fields.text("a"), fields.text("b"), fields.text("c")) == ("50%25 + é", "", "3")


def test_multipart_in_the_charset_of_the_blog() -> None:
    body, kind = multipart([("blog_charset", "ISO-8859-1"), ("a", "café")], "latin-1")
    assert read(body, kind, b"").text("a") == "café"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"nonsense", "multipart/form-data; boundary=x"),
        (b"--x\r\n", "multipart/form-data"),
        (b"--x\r\nBad header\r\n\r\n1\r\n--x--", "multipart/form-data; boundary=x"),
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"\xff\xfe{}", "application/json; charset=utf-16"),
    ],
)
def test_a_body_that_is_not_what_it_says_is_refused(body: bytes, kind: str) -> None:
    with pytest.raises(DataError):
        read(body, kind, b"")


@pytest.mark.parametrize("kind", ["application/json", ""])
def test_json_is_read_as_the_native_api_reads_it(kind: str) -> None:
    """With a byte order mark before it, and half an emoji in it."""
    fields = read(
        b'\xef\xbb\xbf{"comment_content": "Great \\ud83d", "n": "\\ud83d\\ude00"}', kind, b""
    )
    assert fields.text("comment_content") == "Great \ufffd"
    assert fields.text("n") == "\U0001f600"


def test_json_has_types_and_a_form_does_not() -> None:
    fields = read(b'{"is_test": false, "n": 7, "x": null, "y": {"z": 1}}', "text/json", b"")
    assert (fields.text("is_test"), fields.text("n")) == ("false", "7")
    assert "x" not in fields
    assert "y" not in fields


@pytest.mark.parametrize("kind", ["", "charset=utf-8", "text/plain", FORM + "; charset=UTF-8"])
def test_an_odd_type_means_a_form(kind: str) -> None:
    assert read(b"a=1%26", kind, b"").text("a") == "1&"


def test_the_body_goes_before_the_query() -> None:
    fields = read(b"a=body", FORM, b"a=query&b=query")
    assert (fields.text("a"), fields.text("b")) == ("body", "query")


@pytest.mark.parametrize(
    ("raw", "charset", "text"),
    [
        ("café".encode(), "ISO-8859-1", "café"),
        ("café".encode("latin-1"), "ISO-8859-1", "café"),
        ("café".encode("latin-1"), "UTF-8", "café"),
        ("“x” €".encode("cp1252"), "iso-8859-1", "“x” €"),
        ("спам".encode("koi8-r"), "KOI8-R", "спам"),
        ("спам".encode("cp1251"), "windows-1251", "спам"),
        ("联通".encode("gbk"), "GBK", "联通"),
        ("スパム".encode("shift_jis"), "Shift_JIS", "スパム"),
        ("朱镕基 开会".encode("gbk"), "GB2312", "朱镕基 开会"),
        ("𠮷 开会".encode("gb18030"), "GBK", "𠮷 开会"),
        ("①髙橋です".encode("cp932"), "Shift_JIS", "①髙橋です"),
        ("똠방각하".encode("cp949"), "EUC-KR", "똠방각하"),
        ("碁銹裏墻 你好".encode("cp950"), "Big5", "碁銹裏墻 你好"),
        ("สวัสดีครับ".encode("tis_620"), "TIS-620", "สวัสดีครับ"),
        ("“สวัสดี” ครับ".encode("cp874"), "windows-874", "“สวัสดี” ครับ"),
        ("你好，朱镕基".encode(), "GB2312", "你好，朱镕基"),
        (b"\x81\x8d", "", "\x81\x8d"),
        (b"caf\xe9-1x", "punycode", "café-1x"),
        (b"\\x41\xe9", "unicode_escape", "\\x41é"),
    ],
)
def test_the_charset_of_a_blog_is_a_hint(raw: bytes, charset: str, text: str) -> None:
    quoted = b"a=" + b"".join(b"%%%02X" % byte for byte in raw)
    assert read(quoted + f"&blog_charset={charset}".encode(), FORM, b"").text("a") == text


def test_nobody_asks_so_nothing_is_decoded() -> None:
    pairs = [(f"HTTP_SECRET_{k}", "x" * 100) for k in range(100)]
    fields = Fields([(name, value.encode()) for name, value in pairs])
    assert fields.text("HTTP_SECRET") == ""


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"&" * 2_000_000, ""), (b"=" * 2_000_000, ""), (b"a=" + b"%" * 2_000_000, "%" * 2_000_000),
        (b"a=" + b"+" * 2_000_000, " " * 2_000_000),
    ],
    ids=["ampersands", "equal signs", "percent signs", "pluses"],
)  # fmt: skip
def test_the_longest_bodies_are_read(body: bytes, said: str) -> None:
    """That it takes no longer than they are is what bench/linear.py watches."""
    assert read(body, FORM, b"").text("a") == said


@given(st.binary(max_size=400), st.sampled_from([FORM, "", "multipart/form-data; boundary=x"]))
def test_any_bytes_become_fields_or_a_refusal(body: bytes, kind: str) -> None:
    try:
        fields = read(body, kind, body)
    except DataError:
        return
    fields.text("a").encode("utf-8", "strict")


@given(st.lists(st.tuples(st.text(st.characters(codec="ascii"), min_size=1), st.text())))
def test_what_a_library_encodes_comes_back(pairs: list[tuple[str, str]]) -> None:
    pairs = [(n, v) for n, v in pairs if n not in ("blog_charset", "charset")]
    fields = read(urlencode(pairs).encode(), FORM, b"")
    for name in dict(pairs):
        assert fields.text(name) == next(v for n, v in pairs if n == name)
