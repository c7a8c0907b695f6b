"""Our own comments: well-formed, evidence exact, pairs whole, halves apart, nobody real."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path
from typing import Any

from commentguard.training.agreement import agreement
from commentguard.training.corpora import read_records
from commentguard.verdict import Code

FOLDER = Path(__file__).parents[2] / "data" / "blog_comments"
RECORDS: list[dict[str, Any]] = [r for p in sorted(FOLDER.glob("*.jsonl")) for r in read_records(p)]
BY_ID = {r["id"]: r for r in RECORDS}
WITHOUT_SPAN = {"business_author", "off_topic", "generic_praise", "gibberish"}


def test_there_are_enough_and_half_are_ham() -> None:
    ham = sum(r["label"] == "ham" for r in RECORDS)
    assert len(RECORDS) >= 400
    assert ham * 2 >= len(RECORDS)


def test_ids_are_unique() -> None:
    assert [i for i, n in Counter(r["id"] for r in RECORDS).items() if n > 1] == []


def test_labels_codes_and_evidence_belong_together() -> None:
    for record in RECORDS:
        codes, name = set(record["reasons"]), record["id"]
        assert codes <= {code.value for code in Code}, name
        assert bool(codes) == (record["label"] != "ham"), name
        assert set(record["evidence"]) == codes - WITHOUT_SPAN, name
        for quotes in record["evidence"].values():
            assert quotes, name
            assert all(quote and quote in record["text"] for quote in quotes), name


def test_pairs_are_whole_and_their_labels_differ() -> None:
    for record in RECORDS:
        if record["pair_of"]:
            other = BY_ID[record["pair_of"]]
            assert (other["label"] == "ham") != (record["label"] == "ham") or other[
                "label"
            ] != record["label"]
            assert (other["split"], other["post_title"]) == (record["split"], record["post_title"])


def test_the_halves_share_no_post_and_no_subject() -> None:
    for field in ("post_title", "subject"):
        sides = {s: {r[field] for r in RECORDS if r["split"] == s} for s in ("train", "test")}
        assert not sides["train"] & sides["test"]


def trigrams(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", re.sub(r"\d", "0", text.lower()))
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def test_no_two_comments_are_one_template() -> None:
    index: dict[tuple[str, ...], list[int]] = {}
    grams = [trigrams(r["text"]) for r in RECORDS]
    for k, found in enumerate(grams):
        for gram in found:
            index.setdefault(gram, []).append(k)
    alike = []
    for k, found in enumerate(grams):
        shared = Counter(j for gram in found for j in index[gram] if j > k)
        for j, n in shared.items():
            pair = (
                RECORDS[j]["id"] in (RECORDS[k]["pair_of"],)
                or RECORDS[k]["id"] == RECORDS[j]["pair_of"]
            )
            if len(found) >= 4 and n / len(found | grams[j]) > 0.6 and not pair:
                alike.append((RECORDS[k]["id"], RECORDS[j]["id"]))
    assert alike == []


def test_domains_are_reserved_ones() -> None:
    host = re.compile(r"(?:https?://|www\.)([^\s/<>\"'\[\])]+)")
    public = (
        "wikipedia.org",
        "doi.org",
        "nhs.uk",
        "gov.uk",
        "github.com",
        "who.int",
        "archive.org",
    )
    for record in RECORDS:
        for found in host.findall(record["text"] + " " + record["author_url"]):
            name = found.split("@")[-1].split(":")[0].rstrip(".,;!?)").removeprefix("www.").lower()
            reserved = re.search(r"(?:^|\.)(?:example(?:\.(?:com|org|net))?|test|invalid)$", name)
            assert reserved or name.endswith(public) or ".gov" in name, (record["id"], name)


def test_the_test_half_is_the_frozen_one() -> None:
    listed = dict(
        line.split("  ")[::-1]
        for line in (FOLDER / "TEST_SHA256SUMS").read_text("ascii").splitlines()
    )
    found = {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in FOLDER.glob("test-*.jsonl")
    }
    assert found == listed


def test_two_passes_agree_as_the_datasheet_says() -> None:
    first, second = (
        list(read_records(FOLDER.parent / "agreement" / f"{name}_pass.jsonl"))
        for name in ("first", "second")
    )
    found = agreement(first, second)
    assert found.label is not None
    assert found.label >= 0.75
    assert found.reasons is not None
    assert found.reasons >= 0.8
