"""What a running server does once a day without being asked."""

from __future__ import annotations

import time
from pathlib import Path

from sqlalchemy import insert

from commentguard.server.config import Config
from commentguard.service import allowance, sites
from commentguard.storage import insight, journal
from commentguard.storage.clock import DAY, new_id, now
from commentguard.storage.sites import all_sites
from commentguard.storage.store import Store
from commentguard.storage.tables import comments
from commentguard.testing.serving import served

_PATIENCE = 20.0


def test_the_cut_off_of_a_site_with_a_budget_moves(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'commentguard.db'}")
    at = now() - 10 * DAY
    row = {
        "site_id": "garden", "received_at": at, "client_id": "", "text": "", "author": "",
        "author_email": "", "author_url": "", "permalink": "", "fields": {}, "exact": 0,
        "source": "test", "action": "publish", "label": "ham", "codes": "", "status": "published",
        "decided_by": "",
    }  # fmt: skip
    with store.transaction() as connection:
        sites.add(connection, "garden", at)
        allowance.keep(connection, "garden", {"audited": 0.0}, at, "owner")
        rows = [{**row, "id": new_id(at), "probability": k / 1000} for k in range(700)]
        connection.execute(insert(comments), rows)

    def hold() -> float | None:
        with store.engine.connect() as connection:
            site = next(one for one in all_sites(connection) if one.id == "garden")
            found: float | None = site.policy.get("hold")
            return found

    with served(Config(home=tmp_path, local_open=True)):
        end = time.monotonic() + _PATIENCE
        while hold() is None:
            assert time.monotonic() < end, "no step was taken"
            time.sleep(0.1)
    assert hold() == 0.699
    with store.engine.connect() as connection:
        assert next(r.action for r in insight.audit_lines(connection, ["garden"])) == "budget.hold"
        last = journal.last_job(connection, "budget")
    assert last is not None
    assert last.outcome == {"moved": ["garden"], "missing": {}}
    store.close()
