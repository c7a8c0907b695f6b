"""What binds the comments of a campaign beside their wording: one sender, or a contact in every text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from commentguard.storage.comments import Status
from commentguard.storage.tables import comments
from commentguard.verdict import Code

_CONTACTS = (Code.PHONE_NUMBER, Code.OBFUSCATED_CONTACT, Code.LINK_PROMO)


@dataclass(frozen=True, slots=True)
class Kinship:
    """`authors` counts e-mail addresses, and names where there is none. `one_sender` says that all share an
    address, a page or a name; `contacts`, that every text brings a link, a number or an e-mail address.
    """

    authors: int
    one_sender: bool
    contacts: bool


def kinship(connection: Connection, campaign: str, status: Status, most: int) -> Kinship:
    """Of the newest `most` comments of a campaign that stand in `status`.

    The trap: readers who write "Thank you, that helped me a lot" are a campaign by their wording, too.
    """
    c = comments.c
    some = (
        select(
            func.lower(c.author).label("author"),
            # What `text.email_address.given` asks, of a column.
            case((c.author_email.contains("@"), func.lower(c.author_email)), else_="").label(
                "email"
            ),
            func.lower(c.author_url).label("url"),
            case((_brings_a_contact(), 1), else_=0).label("contact"),
        )
        .where(c.campaign == campaign, c.status == status.value)
        .order_by(c.id.desc())
        .limit(most)
        .subquery()
    ).c
    whoever = case((some.email != "", some.email), else_=some.author)
    parts: list[ColumnElement[Any]] = [func.count(func.distinct(whoever)), func.min(some.contact)]
    for one in (some.email, some.url, some.author):
        parts += [func.count(func.distinct(one)), func.min(one)]
    row = connection.execute(select(*parts)).one()
    authors, contact, emails, email, urls, url, names, name = row
    one_address = emails == 1 and bool(email)
    one_page = urls == 1 and bool(url)
    # Two addresses under one name are two people called Anna.
    one_name = names == 1 and bool(name) and emails == 1
    return Kinship(authors, one_address or one_page or one_name, bool(contact))


def _brings_a_contact() -> ColumnElement[bool]:
    """Asked of the text for what is plain to see, of the guard's reasons for the rest. "@anna" is no address:
    a text that speaks to somebody so counts for none, which costs a tick and nothing else.
    """
    c = comments.c
    coded = [(" " + c.codes + " ").contains(f" {code.value} ") for code in _CONTACTS]
    address = and_(c.text.like("%_@_%.__%"), c.text.not_like("% @%"))
    return or_(c.text.contains("://"), c.text.contains("www."), address, *coded)
