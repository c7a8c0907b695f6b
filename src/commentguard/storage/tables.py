"""The schema, as SQLAlchemy Core metadata.

Times are whole milliseconds since 1970 in UTC: the same number in SQLite and in PostgreSQL, with
no time zone to lose. Identifiers of comments begin with their time of arrival, so that the
primary key grows at one end. What a request carried and no column here names is not kept.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from commentguard.storage.people_tables import invitations as invitations
from commentguard.storage.people_tables import members as members
from commentguard.storage.people_tables import sessions as sessions
from commentguard.storage.people_tables import users as users
from commentguard.storage.schema import COUNTER
from commentguard.storage.schema import metadata as metadata

# MinHash bands: comments that share one are candidates for near duplicates. Columns and not rows of
# a table of their own: nine inserts a comment instead of one would be paid by every request.
BANDS = tuple(f"band{k}" for k in range(4))
LIKENESS = ("exact", *BANDS)
"""Columns by which comments are found that say the same, or nearly."""
_DECIDED = text("decided_at IS NOT NULL")

facts = Table(
    "facts",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", BigInteger, nullable=False),
)
"""Counters that processes compare to see whether something changed (`directory`)."""

sites = Table(
    "sites",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("lang", String(64), nullable=False),
    Column("policy", JSON, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

keys = Table(
    "keys",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("site_id", String(64), ForeignKey("sites.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("scopes", String(64), nullable=False),
    Column("label", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger),
    Column("revoked_at", BigInteger),
    Index(None, "site_id"),
)

posts = Table(
    "posts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("site_id", String(64), ForeignKey("sites.id", ondelete="CASCADE"), nullable=False),
    Column("place", BigInteger, nullable=False),
    Column("permalink", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("tags", JSON, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Index(None, "site_id", "place", "seen_at"),
)
"""Versions of posts, never changed: a comment points at the version it was judged against.

`place` is a hash of the permalink, because PostgreSQL cannot index a text of any length.
"""

comments = Table(
    "comments",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("site_id", String(64), ForeignKey("sites.id", ondelete="CASCADE"), nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("client_id", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("author_email", Text, nullable=False),
    Column("author_url", Text, nullable=False),
    Column("permalink", Text, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("post_id", String(32), ForeignKey("posts.id")),
    Column("author_key", BigInteger),
    Column("ip_key", BigInteger),
    Column("exact", BigInteger, nullable=False),
    Column("signature", LargeBinary),
    *(Column(name, BigInteger) for name in BANDS),
    Column("source", String(16), nullable=False),
    Column("action", String(16), nullable=False),
    Column("label", String(16), nullable=False),
    Column("probability", Float, nullable=False),
    Column("codes", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", BigInteger),
    Column("language", String(16), nullable=False, server_default=""),
    Column("campaign", String(32), nullable=False, server_default=""),
    Index(None, "site_id", "status", "received_at", "id"),
    Index(None, "site_id", "status", "probability", "id"),
    Index(None, "site_id", "author_key", "status", "decided_by", "received_at"),
    Index(None, "campaign", "status", "id"),
    *(Index(None, name, "id") for name in LIKENESS),
    # What people decided is asked for apart: of a flood hardly anything is, and a comment that comes
    # in has no entry here.
    *(
        Index(
            f"ix_comments_decided_{name}",
            name,
            "id",
            sqlite_where=_DECIDED,
            postgresql_where=_DECIDED,
        )
        for name in LIKENESS
    ),
    Index(None, "status", "received_at", "id"),
    Index(None, "status", "probability", "id"),
    Index(None, "post_id"),
)

contacts = Table(
    "contacts",
    metadata,
    Column("contact", BigInteger, primary_key=True, autoincrement=False),
    Column(
        "comment_id", String(32), ForeignKey("comments.id", ondelete="CASCADE"), primary_key=True
    ),
    Index(None, "comment_id"),
    sqlite_with_rowid=False,
)
"""Keyed hashes of telephone numbers, addresses and hosts that a comment offers."""

verdicts = Table(
    "verdicts",
    metadata,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    Column("comment_id", String(32), ForeignKey("comments.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("action", String(16), nullable=False),
    Column("label", String(16), nullable=False),
    Column("probability", Float, nullable=False),
    Column("log_odds", Float, nullable=False),
    Column("model_digest", String(64), nullable=False),
    Column("body", JSON, nullable=False),
    Index(None, "comment_id", "id"),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    Column("comment_id", String(32), ForeignKey("comments.id", ondelete="SET NULL")),
    Column("site_id", String(64), ForeignKey("sites.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("label", String(16), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("actor", Text, nullable=False),
    Column("source", String(16), nullable=False),
    Column("note", Text, nullable=False),
    Column("status_before", String(16), nullable=False),
    Column("status_after", String(16), nullable=False),
    Column("undoes", BigInteger),
    Index(None, "comment_id", "id"),
    Index(None, "site_id", "id"),
)
"""Append-only: an undo is a row that names the row it takes back."""

footprints = Table(
    "footprints",
    metadata,
    Column(
        "correction_id",
        COUNTER,
        ForeignKey("corrections.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("site_id", String(64), ForeignKey("sites.id", ondelete="CASCADE"), nullable=False),
    Column("comment", String(32), nullable=False),
    Column("model_digest", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "site_id", "correction_id"),
    Index(None, "comment"),
)
"""What learning needs of a decided comment: numbers under hashes. `comment` has no foreign key,
because what was learned outlives the text until the author is erased."""

adaptations = Table(
    "adaptations",
    metadata,
    Column("site_id", String(64), ForeignKey("sites.id", ondelete="CASCADE"), primary_key=True),
    Column("upto", BigInteger, nullable=False),
    Column("basis", String(128), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("refused", Text, nullable=False),
    Column("learned_at", BigInteger, nullable=False),
)
"""What each site has learned from its log up to correction `upto`, under the model and cut-off of
`basis`. Never the source of anything: it can be dropped and rebuilt."""

allowed = Table(
    "allowed",
    metadata,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    Column("site_id", String(64), ForeignKey("sites.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("key", BigInteger, nullable=False),
    Column("domain", String(255), nullable=False),
    Column("added_at", BigInteger, nullable=False),
    Column("suspended_by", BigInteger),
    UniqueConstraint("site_id", "kind", "key", name="uq_allowed_site_id"),
)
"""Allow-lists. `key` is a keyed hash; only a `domain` also stands here in words, others leave it empty.

`suspended_by` is the correction that suspended the entry: taken back, the entry counts again.
"""

budgets = Table(
    "budgets",
    metadata,
    Column("site_id", String(64), ForeignKey("sites.id", ondelete="CASCADE"), primary_key=True),
    *(
        Column(name, Float, nullable=False)
        for name in ("rate", "confidence", "low", "high", "audited")
    ),
    Column("days", Integer, nullable=False),
    Column("own", Boolean, nullable=False),
    Column("moved_at", BigInteger),
)
"""What a site's owner allows to be held of real comments (`feedback.budget`).

`own` says that the site's `hold` was chosen from its own comments; the number is in its policy.
"""

models = Table(
    "models",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("first_served_at", BigInteger, nullable=False),
    Column("last_served_at", BigInteger, nullable=False),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    Column("kind", String(32), nullable=False),
    Column("started_at", BigInteger, nullable=False),
    Column("finished_at", BigInteger),
    Column("outcome", JSON, nullable=False),
    Index(None, "kind", "id"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", String(32), nullable=False),
    Column("site_id", String(64), nullable=False),
    Column("target", Text, nullable=False),
    Column("detail", JSON, nullable=False),
    Index(None, "site_id", "id"),
)
"""Who did what. No foreign keys: a line outlives the site it is about."""

idempotency = Table(
    "idempotency",
    metadata,
    Column("key_id", String(16), primary_key=True),
    Column("token", String(255), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("comment_id", String(32), nullable=False),
    Column("status", Integer, nullable=False),
    Column("answer", Text, nullable=False),
    Index(None, "created_at"),
    Index(None, "comment_id"),
)

claims = Table(
    "claims",
    metadata,
    Column(
        "comment_id", String(32), ForeignKey("comments.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("actor", Text, nullable=False),
    Column("until", BigInteger, nullable=False),
    Index(None, "actor"),
)
"""Who is looking at a comment just now, so that nobody else decides it meanwhile."""

moves = Table(
    "moves",
    metadata,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    Column("batch", String(32), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("site_id", String(64), ForeignKey("sites.id", ondelete="CASCADE"), nullable=False),
    Column("comment_id", String(32), ForeignKey("comments.id", ondelete="CASCADE"), nullable=False),
    Column("decision", String(16), nullable=False),
    Column("why", String(32), nullable=False),
    Column("status_before", String(16), nullable=False),
    Column("status_after", String(16), nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", BigInteger),
    Column("undone_at", BigInteger),
    Index(None, "batch"),
    Index(None, "comment_id", "id"),
    Index(None, "site_id", "id"),
    Index(None, "actor", "id"),
)
"""What the desk did, in batches that are undone as one.

`decided_by` and `decided_at` are those from before, to which an undo returns.
"""

notes = Table(
    "notes",
    metadata,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    Column("comment_id", String(32), ForeignKey("comments.id", ondelete="CASCADE"), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "comment_id", "id"),
)

# Order in which rows of one transaction may be inserted: what is pointed at comes first.
INSERT_ORDER: tuple[Table, ...] = tuple(metadata.sorted_tables)
