"""The schema, as SQLAlchemy Core metadata: the tables of the service itself, and all others by name.

Times are whole milliseconds since 1970 in UTC: the same number in SQLite and in PostgreSQL, with
no time zone to lose. Identifiers of comments begin with their time of arrival, so that the
primary key grows at one end. What a request carried and no column here names is not kept.
"""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from commentguard.storage.comment_tables import BANDS as BANDS
from commentguard.storage.comment_tables import LIKENESS as LIKENESS
from commentguard.storage.comment_tables import comments as comments
from commentguard.storage.comment_tables import contacts as contacts
from commentguard.storage.comment_tables import posts as posts
from commentguard.storage.comment_tables import verdicts as verdicts
from commentguard.storage.desk_tables import claims as claims
from commentguard.storage.desk_tables import moves as moves
from commentguard.storage.desk_tables import notes as notes
from commentguard.storage.learning_tables import adaptations as adaptations
from commentguard.storage.learning_tables import allowed as allowed
from commentguard.storage.learning_tables import budgets as budgets
from commentguard.storage.learning_tables import corrections as corrections
from commentguard.storage.learning_tables import denied as denied
from commentguard.storage.learning_tables import footprints as footprints
from commentguard.storage.people_tables import invitations as invitations
from commentguard.storage.people_tables import members as members
from commentguard.storage.people_tables import sessions as sessions
from commentguard.storage.people_tables import users as users
from commentguard.storage.schema import COUNTER
from commentguard.storage.schema import metadata as metadata

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

# Order in which rows of one transaction may be inserted: what is pointed at comes first.
INSERT_ORDER: tuple[Table, ...] = tuple(metadata.sorted_tables)
