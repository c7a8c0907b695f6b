"""What every answer about a kept comment says of it, whichever route tells it."""

from __future__ import annotations

from typing import Any

from commentguard.storage.clock import iso
from commentguard.storage.comments import Stored


def standing(stored: Stored) -> dict[str, Any]:
    """Its names and where it stands; `schemas.standing_fields` describes it."""
    return {
        "id": stored.id,
        "client_id": stored.comment.id,
        "status": stored.status.value,
        "received_at": iso(stored.received_at),
        "decided_at": iso(stored.decided_at),
        "decided_by": stored.decided_by,
    }
