"""What others do with the same texts: scikit-learn, fastText, bogofilter, spamd, rspamd.

Every rival learns the same rows and then scores the same texts, all at once or one by one. What is
not installed is named and skipped (bench/README.md says how to install it).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clock import children_seconds, cpu_seconds
from texts import Texts

Work = Callable[[list[str]], object]


@dataclass(frozen=True, slots=True)
class Rival:
    """A scorer to be timed: `batch` takes all texts, `one` (if it has any) a list of one."""

    name: str
    batch: Work
    one: Work | None = None
    clock: Callable[[], float] = cpu_seconds
    most: int = 10_000


def rivals(texts: Texts, folder: Path, notes: list[str]) -> Iterator[Rival]:
    """Every rival that is here, fitted, its files in `folder`; a note for each that is not."""
    yield from _scikit_learn(texts)
    yield from _fasttext(texts, folder, notes)
    yield from _bogofilter(texts, folder, notes)
    yield from _spamd(texts, notes)
    yield from _rspamd(notes)


def _scikit_learn(texts: Texts) -> Iterator[Rival]:
    from sklearn.feature_extraction.text import HashingVectorizer, TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    def words() -> TfidfVectorizer:
        return TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)

    made = {
        "TF-IDF words": words(),
        "TF-IDF words + characters": make_union(
            words(), TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
        ),
        "hashing words": HashingVectorizer(n_features=2**18, ngram_range=(1, 2)),
    }
    for name, vectorizer in made.items():
        pipeline = make_pipeline(vectorizer, LogisticRegression(max_iter=500))
        pipeline.fit(texts.fit, texts.unwanted)
        yield Rival(name, pipeline.predict_proba, pipeline.predict_proba)


def _fasttext(texts: Texts, folder: Path, notes: list[str]) -> Iterator[Rival]:
    try:
        import fasttext
    except ImportError:
        notes.append("fastText is not installed (pip install -r requirements-bench.lock)")
        return
    lines = folder / "fit.txt"
    lines.write_text(
        "\n".join(
            f"__label__{int(bad)} {' '.join(text.split())}"
            for text, bad in zip(texts.fit, texts.unwanted, strict=True)
        ),
        "utf-8",
    )
    for name, options in (("words", {}), ("subwords", {"minn": 2, "maxn": 5})):
        model = fasttext.train_supervised(
            str(lines), epoch=5, wordNgrams=2, verbose=0, thread=1, **options
        )

        def predict(batch: list[str], model: Any = model) -> object:
            return model.predict([text.replace("\n", " ") for text in batch], k=2)

        yield Rival(f"fastText, {name}", predict, predict)


def _bogofilter(texts: Texts, folder: Path, notes: list[str]) -> Iterator[Rival]:
    if not shutil.which("bogofilter"):
        notes.append("bogofilter is not installed (apt-get install bogofilter)")
        return
    command = ["bogofilter", "-d", str(folder), "-C"]
    for bad, option in ((True, "-s"), (False, "-n")):
        mine = [t for t, u in zip(texts.fit, texts.unwanted, strict=True) if u is bad]
        names = _files(folder / f"fit{option}", mine)
        subprocess.run([*command, option, "-b"], input=names, check=True, capture_output=True)
    names = _files(folder / "score", texts.texts)

    def bulk(batch: list[str]) -> object:
        part = b"\n".join(names.splitlines()[: len(batch)]) + b"\n"
        done = subprocess.run([*command, "-t", "-b"], input=part, capture_output=True, check=False)
        assert done.stdout.count(b"\n") == len(batch), done.stderr[:200]
        return done

    yield Rival("bogofilter, bulk", bulk, clock=children_seconds)


def _files(folder: Path, texts: list[str]) -> bytes:
    """One message a text; the paths, one a line."""
    folder.mkdir()
    paths = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.eml"
        path.write_bytes(_message(text))
        paths.append(str(path))
    return "\n".join(paths).encode() + b"\n"


def _message(text: str) -> bytes:
    head = "From: a@example.org\nSubject: comment\nContent-Type: text/plain; charset=utf-8\n\n"
    return (head + text + "\n").encode("utf-8", "replace")


def _spamd(texts: Texts, notes: list[str]) -> Iterator[Rival]:
    address = os.environ.get("BENCH_SPAMD", "")
    if not shutil.which("spamc") or not address:
        notes.append("spamd is not running here (BENCH_SPAMD=port; see bench/README.md)")
        return

    def ask(batch: list[str]) -> object:
        return [
            subprocess.run(
                ["spamc", "-d", "127.0.0.1", "-p", address, "-c"],
                input=_message(text), capture_output=True, check=False,
            ).stdout
            for text in batch
        ]  # fmt: skip

    # A daemon's work is not this process's: the wall clock is all there is.
    from time import perf_counter

    yield Rival("SpamAssassin, spamd", ask, clock=perf_counter, most=20)


def _rspamd(notes: list[str]) -> Iterator[Rival]:
    address = os.environ.get("BENCH_RSPAMD", "")
    if not shutil.which("rspamc") or not address:
        notes.append("rspamd is not running here (BENCH_RSPAMD=host:port; see bench/README.md)")
        return
    import http.client
    from time import perf_counter

    host, _, port = address.partition(":")

    def ask(batch: list[str]) -> object:
        line = http.client.HTTPConnection(host, int(port))
        for text in batch:
            line.request("POST", "/checkv2", _message(text))
            line.getresponse().read()
        return line.close()

    yield Rival("rspamd", ask, clock=perf_counter, most=400)
