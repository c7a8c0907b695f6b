"""The public corpora: where each comes from, under which licence, and what is wrong with it.

Licences are quoted as their sources state them. Addresses name a commit, so what they give cannot
change; `sha256` is that of the assembled ``data.csv``. `made` says how that was made of the files: by a
rule, which `assembly` follows, or by reading, which only ``PROVENANCE`` beside it tells in full.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from commentguard.errors import DataError

ORIGIN = "https://raw.githubusercontent.com"


@dataclass(frozen=True, slots=True)
class Address:
    """One file of a public repository at a commit."""

    repository: str
    commit: str
    path: str

    def url(self, origin: str = ORIGIN) -> str:
        """Where its bytes are."""
        return f"{origin}/{self.repository}/{self.commit}/{quote(self.path)}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One corpus. `unwanted` and `ham` are rows of ``data.csv``, which is `made` of the files at
    `addresses`; `traps` are for whoever fits.
    """

    name: str
    title: str
    licence: str
    unwanted: int
    ham: int
    sha256: str
    label: str
    use: str
    traps: tuple[str, ...]
    addresses: tuple[Address, ...]
    made: str


def _drawn(rows: str, of: str) -> str:
    return (
        f"duplicates dropped, {rows} of {of} drawn (seed 0), without rows that hold a contact or that a"
        " reader took for promotional: a mirror has it, no program makes it"
    )


_SCREENED = "screened for contacts and promotion: their absence is no evidence of ham"
_STACK = "attribution by link to the site; user ids were not copied"

CATALOGUE: tuple[Entry, ...] = (
    Entry(
        "youtube_tubespam", "YouTube comments under five music videos (UCI 380)",
        "CC BY 4.0 per the UCI page, from memory; the stored page states a citation request",
        1005, 951, "0a5a00070e129e0e10ce10de72beb43f9a0913ecb90b679f4f485916258e6c2e",
        "1 spam, 0 ham, by hand", "training at weight 0.5, benchmark tracks",
        (
            "U+FEFF, HTML entities and blank dates give the label away",
            "the split of the authors is by class in file order, not the first 70 % of rows",
            "LMFAO, Eminem and Shakira are stored newest first: file order is not time there",
            "28 tests of LMFAO are duplicates of its training part",
            "ham is short: length is learned as spam",
        ),
        tuple(
            Address("FickosOP/ORI-spam-ham_comments", "cd8e3a436aedc9414e4c9463af777b676de52d31", f"Comments/Youtube0{k}-{name}.csv")
            for k, name in enumerate(("Psy", "KatyPerry", "LMFAO", "Eminem", "Shakira"), 1)
        ),
        "the five files in order; title and description of each video from a crawl of 2024, two addresses masked: a mirror has it, no program makes it",
    ),
    Entry(
        "sms_spam_collection", "SMS Spam Collection v.1 (UCI 228)",
        "CC BY 4.0 per the UCI page, from memory; authors: free, cite the paper",
        747, 4827, "c5f7ce7f20e8debb731a9e74c3483d97052c9eb5417a433d3d62d9ab104ec720", "1 spam, 0 ham", "training at weight 0.3, benchmark tracks",
        ("campaigns repeat with other numbers: random splits leak them",),
        (Address("justmarkham/DAT8", "ff04af83e8ac1409cd86f3cb3524e4141644c5a1", "data/sms.tsv"),),
        "a row for each line, e-mail addresses in ham masked: `data fetch` makes it",
    ),
    Entry(
        "telegram_tgspam", "Russian and English group chat, kept by a moderation bot's admin", "MIT",
        182, 438, "457df8dab8202c39e85e08a141857da1818d41fe98d4016250903ae4fd4d4ff0", "1 from the spam file, 0 from the ham file", "training at weight 0.5, track",
        ("small; mostly Russian",),
        tuple(
            Address("umputun/tg-spam", "e14d516ef36b766d614080b01dc92b7dce5ee790", f"data/{kind}-samples.txt")
            for kind in ("spam", "ham")
        ),
        "a row for each line, spam first: `data fetch` makes it",
    ),
    Entry(
        "ham_foxnews", "News comments with title and previous comment, 435 of them hateful", "MIT",
        0, 1528, "ac7af661d4442af7091019899319aca96d3d848bc333cd7fa88f82684d93f6a7", "all 0; hateful is not spam", "report only: never fitted or tuned on",
        ("ten discussions: rows of one discussion are not independent",),
        (Address("sjtuprog/fox-news-comments", "914b6bcdff380b16b6a11818e4760529fe23f2f3", "fox-news-comments.json"),),
        "a row for each line, `meta` as context, their label as `hateful`: `data fetch` makes it",
    ),
    Entry(
        "ham_civil_comments", "News comments 2015-2017, the subset of Toxic Spans", "CC0 1.0",
        0, 12000, "83478241a0ac89cba3b9a7b88c1d297a1b7c33a145ba21262d3f203535eedd9a", "all 0, assumed: 0-2 in 100 may not be", "training ham",
        ("selected for hostility, so hostile in tone", _SCREENED),
        (Address("ipavlopoulos/toxic_spans", "beaf170538df8275c3447b2e26070f2f82e55272", "data/comments.csv"),),
        _drawn("12,000", "15,934"),
    ),
    Entry(
        "ham_stackexchange_comments", "Comments on questions and answers, with the post",
        "CC BY-SA 2.5/3.0/4.0 by date, stated in the dumps",
        0, 12000, "4e3d1f89445bb108c37c0ab5e13b320a8743f6be2e7e617840acb94a981b648b", "all 0: spam is deleted before a dump", "training ham",
        ("14 % carry links and are genuine", _SCREENED, _STACK),
        (
            Address("WafflesonFire/stackdump", "d795e9b38682473c85ebedcb21479b749f1a408c", "beer.stackexchange.com.7z"),
            Address("michkam89/big-data-pw-project", "d05486a067434127d7e7e22f2dca8a0a01738384", "data/Comments.xml"),
            Address("michkam89/big-data-pw-project", "d05486a067434127d7e7e22f2dca8a0a01738384", "data/meta/Comments.xml"),
            Address("Jean-Low/StackERedes", "b6ea69d57d00b90370d0b6f89fae522ffebf6a6e", "data/Comments.xml"),
            Address("ErumMehmood/PhD-TestData", "0e5ac605cdc836b74e8b4b4cd977a5b92e1852eb", "Comments.xml"),
            Address("woodstock-dev/code-challenge-10-18-2023", "7399398f756abd45523d51a8bf8679a28959971e", "data/Comments.xml"),
            Address("krh66/TopicModelingApplication-semanticWeb", "7ca4e49bf0ece8780faaed8945ff3fb58f5605a0", "Data/Comments.xml"),
            Address("mattly/ssdug-graphql", "5fefaa1c2dec9a7a5d8c55e2535853c0550d61ee", "data/Comments.xml"),
        ),
        _drawn("12,000", "28,292"),
    ),
    Entry(
        "ham_stackexchange_posts", "Questions and answers of the same sites, long",
        "CC BY-SA 3.0/4.0 by date, stated in the dumps",
        0, 4000, "ea6c65ddc394d1b37ced0530e09ebf32fbe40a4883a94be876aef50f362a078f", "all 0", "training ham", ("median 585 characters", _SCREENED, _STACK),
        (
            Address("WafflesonFire/stackdump", "d795e9b38682473c85ebedcb21479b749f1a408c", "beer.stackexchange.com.7z"),
            Address("Jean-Low/StackERedes", "b6ea69d57d00b90370d0b6f89fae522ffebf6a6e", "data/Posts.xml"),
            Address("woodstock-dev/code-challenge-10-18-2023", "7399398f756abd45523d51a8bf8679a28959971e", "data/Posts.xml"),
            Address("Yoav-Shafir/Elasticsearch-Coffee-Search-Engine-JS", "97e93c92aaa379fed6d0ee9be94b2024371d6aba", "Posts.xml"),
        ),
        _drawn("4,000", "6,909"),
    ),
    Entry(
        "ham_wiki_talk_context", "Wikipedia talk comments, half of them with their parent",
        "repositories Apache-2.0; text CC BY-SA 3.0 by its source, not stated for these files",
        0, 10000, "5dacf13c2576cede283b430ef2b1a7ef0c2b30c3de8179160d2476128ad1615d", "all 0", "training ham", ("register of editors", _SCREENED),
        (
            Address("ipavlopoulos/context_toxicity", "5df49c294e6a41f0ba351e65fda7c315aa4cc168", "data/CAT_LARGE/gc.csv"),
            Address("ipavlopoulos/context_toxicity", "5df49c294e6a41f0ba351e65fda7c315aa4cc168", "data/CAT_LARGE/gn.csv"),
            Address("conversationai/unintended-ml-bias-analysis", "9c7d91aaa53406a362354661a93e07956d95e59a", "archive/unintended_ml_bias/eval_datasets/toxicity_nonfuzzed_testset.csv"),
        ),
        _drawn("10,000", "21,130"),
    ),
)  # fmt: skip


def entry(name: str) -> Entry:
    """The corpus called `name`. Raises `DataError` naming what there is."""
    for found in CATALOGUE:
        if found.name == name:
            return found
    known = ", ".join(found.name for found in CATALOGUE)
    raise DataError(f"no corpus {name!r}; there are {known}")
