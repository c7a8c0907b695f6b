"""The catalogue against the folder it describes, and filling a folder from a mirror."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from commentguard.errors import DataError
from commentguard.training.assembly import RECIPES, assemble
from commentguard.training.catalogue import CATALOGUE, Address, Entry, entry
from commentguard.training.corpora import SOURCES, read_public
from commentguard.training.holdings import MIRROR, State, fetch, state

# What stands in the sources of the corpora that a rule makes, found from what was made of them.
SOURCES_OF: dict[str, Callable[[list[dict[str, str]]], list[str]]] = {
    "sms_spam_collection": lambda rows: [
        "".join(f"{('ham', 'spam')[int(row['label'])]}\t{row['text']}\n" for row in rows)
    ],
    "telegram_tgspam": lambda rows: [
        "".join(f"{row['text']}\n" for row in rows if row["label"] == label) for label in "10"
    ],
    "ham_foxnews": lambda rows: [
        "".join(
            json.dumps({
                "title": row["context_title"], "text": row["text"], "label": int(row["hateful"]),
                "succ": row["succ"], "meta": row["context_text"], "user": "x", "mentions": "",
                "prev": row["prev"],
            }) + "\n"
            for row in rows
        )
    ],
}  # fmt: skip


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - inherited
        """Say nothing on standard error."""


@pytest.fixture
def mirror(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of a local server, and the folder it serves."""
    folder = tmp_path / "mirror"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    thread.join()
    server.server_close()


def small(body: bytes) -> Entry:
    digest = hashlib.sha256(body).hexdigest()
    return replace(CATALOGUE[0], name="small", sha256=digest, addresses=())


def test_the_catalogue_covers_what_is_read_and_is_complete() -> None:
    assert {e.name for e in CATALOGUE} == {source.folder for source in SOURCES}
    for e in CATALOGUE:
        assert re.fullmatch(r"[0-9a-f]{64}", e.sha256)
        assert e.licence
        assert e.traps
        assert e.addresses
        assert all(re.fullmatch(r"[0-9a-f]{40}", a.commit) for a in e.addresses)
    with pytest.raises(DataError, match="there are youtube_tubespam"):
        entry("tube")


@pytest.mark.parametrize("e", CATALOGUE, ids=lambda e: e.name)
def test_the_catalogue_is_true_of_the_folder(e: Entry, corpora: Path) -> None:
    assert state(e, corpora) is State.HERE
    rows = read_public(next(s for s in SOURCES if s.folder == e.name), corpora)
    unwanted = sum(row.unwanted for row in rows)
    assert (unwanted, len(rows) - unwanted) == (e.unwanted, e.ham)
    provenance = (corpora / e.name / "PROVENANCE").read_text("utf-8")
    assert all(a.commit in provenance and a.repository in provenance for a in e.addresses)


def test_a_mirror_fills_a_folder(
    mirror: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, served = mirror
    (served / "small").mkdir()
    (served / "small" / "data.csv").write_bytes(b"text,label\n")
    wanted, folder = small(b"text,label\n"), tmp_path / "data"
    assert state(wanted, folder) is State.MISSING
    assert fetch(wanted, folder, f"{url}/") == [folder / "small" / "data.csv"]
    assert state(wanted, folder) is State.HERE
    (folder / "small" / "data.csv").write_bytes(b"changed")
    assert state(wanted, folder) is State.OTHER
    monkeypatch.setenv(MIRROR, url)
    fetch(wanted, folder)
    assert state(wanted, folder) is State.HERE
    with pytest.raises(DataError, match="SHA-256"):
        fetch(replace(wanted, sha256="0" * 64), tmp_path / "other")
    assert state(wanted, tmp_path / "other") is State.MISSING


def test_without_a_mirror_the_sources_come(
    mirror: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, served = mirror
    there = served / "who" / "what" / ("c" * 40)
    there.mkdir(parents=True)
    (there / "a.csv").write_bytes(b"source")
    monkeypatch.delenv(MIRROR, raising=False)
    wanted = replace(small(b""), addresses=(Address("who/what", "c" * 40, "a.csv"),))
    (path,) = fetch(wanted, tmp_path / "data", origin=url)
    assert path.relative_to(tmp_path / "data") == Path("small/source/who/what/cccccccccccc/a.csv")
    assert state(wanted, tmp_path / "data") is State.SOURCES


@pytest.mark.parametrize("name", RECIPES)
def test_what_a_rule_makes_is_made_of_what_was_fetched(
    mirror: tuple[str, Path],
    corpora: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    url, served = mirror
    monkeypatch.delenv(MIRROR, raising=False)
    wanted = entry(name)
    with (corpora / name / "data.csv").open(encoding="utf-8", newline="") as stream:
        texts = SOURCES_OF[name](list(csv.DictReader(stream)))
    for address, text in zip(wanted.addresses, texts, strict=True):
        path = served / address.repository / address.commit / address.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="")
    *_, made = fetch(wanted, tmp_path / "data", origin=url)
    assert made == tmp_path / "data" / name / "data.csv"
    assert state(wanted, tmp_path / "data") is State.HERE
    # Another text at that address is another corpus, and is not called this one.
    path.write_text(text.replace(". ", "! ", 1), "utf-8", newline="")
    with pytest.raises(DataError, match="another corpus"):
        fetch(wanted, tmp_path / "other", origin=url)
    assert state(wanted, tmp_path / "other") is State.SOURCES
    assert not list((tmp_path / "other" / name).glob("data.csv*"))
    path.write_text("{", "utf-8")
    with pytest.raises(DataError):
        fetch(wanted, tmp_path / "broken", origin=url)
    assert not list((tmp_path / "broken" / name).glob("data.csv*"))


def test_the_catalogue_says_of_which_corpora_a_rule_makes_them() -> None:
    ruled = {e.name for e in CATALOGUE if "`data fetch` makes it" in e.made}
    read = {e.name for e in CATALOGUE if "no program makes it" in e.made}
    assert ruled == set(RECIPES)
    assert ruled | read == {e.name for e in CATALOGUE}


def test_addresses_of_people_are_masked_in_ham_only(tmp_path: Path) -> None:
    source, body = (
        tmp_path / "sms.tsv",
        b"text,label,lang\nwrite to EMAIL,0,en\njoe@x.example,1,en\n",
    )
    source.write_text("ham\twrite to ann@mail.example\n\nspam\tjoe@x.example\n", "utf-8")
    wanted = replace(small(body), name="sms_spam_collection")
    assert assemble(wanted, [source], tmp_path / "data.csv").read_bytes() == body


def test_an_address_names_its_commit() -> None:
    address = Address("a/b", "f" * 40, "data/some file.csv")
    assert address.url() == f"https://raw.githubusercontent.com/a/b/{'f' * 40}/data/some%20file.csv"
