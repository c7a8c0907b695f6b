"""A database tells whether it was filled under this secret, as long as it holds an author's address."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.service.desk import ADVERT, arrive

from commentguard.service.guard import Guard
from commentguard.service.hashed_otherwise import hashed_otherwise
from commentguard.service.secret import Secret

OTHER = Secret(b"another-another-another-another-")


@pytest.mark.parametrize("email", ["office@roofing.example", "Office@Roofing.example", ""])
def test_an_address_shows_by_which_secret_it_was_hashed(guard: Guard, email: str) -> None:
    arrive(guard, replace(ADVERT, author_email=""))
    arrive(guard, replace(ADVERT, text="Call us at once.", author_email=email))
    with guard.store.transaction() as connection:
        assert not hashed_otherwise(connection, guard.secret)
        assert hashed_otherwise(connection, OTHER) is bool(email)


def test_the_oldest_comment_tells(guard: Guard) -> None:
    """Comments that came since a secret was lost fit the new one, and those of before are forgotten all the same."""
    arrive(guard, replace(ADVERT, author_email="ann@reader.example"))
    before, guard.secret = guard.secret, OTHER
    arrive(guard, replace(ADVERT, text="Call us at once.", author_email="ann@reader.example"))
    with guard.store.transaction() as connection:
        assert hashed_otherwise(connection, guard.secret)
        assert not hashed_otherwise(connection, before)
