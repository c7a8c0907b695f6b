"""A decision teaches its site: on the next request, on every worker, and can be taken back."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, update

from commentguard.comment import Comment
from commentguard.feedback.footprint import Footprint, read
from commentguard.scoring.scorer import Scorer
from commentguard.service.correct import correct, record, undo
from commentguard.service.erase import erase
from commentguard.service.guard import Guard
from commentguard.service.learned import what_was_learned
from commentguard.service.learning import SiteLearning
from commentguard.service.receive import Received, receive
from commentguard.storage import learning
from commentguard.storage.comments import Stored
from commentguard.storage.learning import Entry, Kept
from commentguard.storage.tables import adaptations, footprints
from commentguard.verdict import Action, Label

TRADES = ("roof repair", "boiler service", "garden design", "guitar lessons", "tree surgery")
PLACES = ("Leeds", "York", "Hull", "Bath", "Derby", "Truro", "Ely", "Wells", "Ripon", "Lancaster")


def advert(number: int) -> Comment:
    trade, place = TRADES[number % 5], PLACES[number % 10]
    return Comment(
        text=f"Professional {trade} in {place} and nearby. Free quotes this week, call us on "
        f"01632 960 {100 + number}.",
        author=f"{place} {trade.title()}",
        author_email=f"trader{number}@reader.example",
        post_title="Small ads of our readers",
        permalink="https://blog.example/small-ads",
        post_tags=("small ads",),
    )


@pytest.fixture
def taught(guard: Guard) -> Guard:
    guard.learner = SiteLearning(guard)
    return guard


@pytest.fixture
def elsewhere(taught: Guard, database_url: str, tmp_path: Path, scorer: Scorer) -> Iterator[Guard]:
    """Another worker on the same database."""
    other = Guard.open(tmp_path / "home", database_url, scorer)
    other.learner = SiteLearning(other)
    other.patience = 30.0
    other.refresh_now()
    yield other
    other.close()


def send(guard: Guard, number: int, site: str = "blog") -> Received:
    received = asyncio.run(receive(guard, guard.directory.sites[site], advert(number)))
    assert isinstance(received, Received)
    return received


def say(
    guard: Guard, comment_id: str, label: Label, site: str = "blog", actor: str = "ann"
) -> None:
    asyncio.run(correct(guard, guard.directory.sites[site], comment_id, label, actor=actor))


def publish(guard: Guard, numbers: range) -> list[str]:
    ids = [send(guard, number).id for number in numbers]
    for one in ids:
        say(guard, one, Label.HAM)
    return ids


def test_the_next_request_on_every_worker_knows(taught: Guard, elsewhere: Guard) -> None:
    before = send(taught, 40).verdict
    assert before.action is Action.HOLD
    assert before.learned is None
    publish(taught, range(10))
    for worker in (taught, elsewhere):
        verdict = send(worker, 21).verdict
        assert verdict.action is Action.PUBLISH
        assert verdict.learned is not None
        assert verdict.learned.decisions == 10
    assert taught.learned["blog"] == elsewhere.learned["blog"]


def test_an_undo_restores_the_bytes(taught: Guard) -> None:
    publish(taught, range(3))
    before = taught_bytes(taught)
    (last,) = publish(taught, range(3, 4))
    assert taught_bytes(taught) != before
    asyncio.run(undo(taught, taught.directory.sites["blog"], last, actor="ann", source="api"))
    assert taught_bytes(taught) == before


def test_two_keys_are_not_two_people(taught: Guard) -> None:
    say(taught, send(taught, 50).id, Label.PROMOTIONAL, actor="user:ann")
    for number, key in enumerate(("key:native", "key:akismet")):
        say(taught, send(taught, number).id, Label.HAM, actor=key)
    assert shift(taught, 21) == 0.0
    say(taught, send(taught, 2).id, Label.HAM, actor="user:ann")
    assert shift(taught, 21) < 0.0


def test_a_site_that_decides_through_its_keys_alone_learns_at_once(taught: Guard) -> None:
    say(taught, send(taught, 0).id, Label.HAM, actor="key:akismet")
    one = shift(taught, 21)
    assert one < 0.0
    # Nor does a second plugin, which reports spam, take the first one's say away.
    say(taught, send(taught, 50).id, Label.SPAM, actor="key:native")
    assert shift(taught, 21) < 0.0


def test_what_was_learned_by_other_rules_is_learned_anew(taught: Guard) -> None:
    publish(taught, range(3))
    right = taught_bytes(taught)
    with taught.store.transaction() as connection:
        basis = learning.basis_of(connection, "blog") or ""
        connection.execute(
            update(adaptations).values(basis=" ".join(basis.split()[:2]), body=b"", digest="old")
        )
    assert taught.learner is not None
    asyncio.run(taught.learner.refresh())
    assert taught_bytes(taught) == right


def test_another_site_is_judged_as_before(taught: Guard) -> None:
    before = send(taught, 31, "other").verdict
    publish(taught, range(10))
    after = taught.judge(taught.directory.sites["other"], advert(31))
    assert after.learned is None
    assert "other" not in taught.learned
    assert before.action is Action.HOLD


def test_erasing_an_author_unlearns_exactly(taught: Guard) -> None:
    publish(taught, range(4))
    before = taught_bytes(taught)
    publish(taught, range(4, 5))
    erase(taught.store, taught.secret, advert(4), learner=taught.learner)
    assert taught_bytes(taught) == before


def test_erasing_without_a_learner_leaves_no_weight_and_is_made_good(taught: Guard) -> None:
    publish(taught, range(4))
    before = taught_bytes(taught)
    publish(taught, range(4, 5))
    erase(taught.store, taught.secret, advert(4))
    assert taught_bytes(taught) is None
    assert taught.learner is not None
    asyncio.run(taught.learner.refresh())
    assert taught_bytes(taught) == before


def test_a_restart_knows_what_was_learned(
    taught: Guard, database_url: str, tmp_path: Path, scorer: Scorer
) -> None:
    publish(taught, range(3))
    with taught.store.transaction() as connection:
        learning.drop(connection, ["blog"])
    again = Guard.open(tmp_path / "home", database_url, scorer)
    again.learner = SiteLearning(again)
    again.patience = 30.0
    again.refresh_now()
    asyncio.run(again.learner.refresh())
    assert again.learned["blog"] == taught.learned["blog"]
    again.close()


def test_another_cut_off_is_learned_for_anew(taught: Guard) -> None:
    from commentguard.service import sites
    from commentguard.storage.clock import now

    publish(taught, range(3))
    before = taught_bytes(taught)
    with taught.store.transaction() as connection:
        base = taught.scorer.bundle.policy
        sites.set_policy(connection, "blog", base, {"hold": 0.6}, now(), "ann")
    asyncio.run(taught.refresh())
    assert taught_bytes(taught) != before


def test_what_cannot_be_read_is_as_good_as_nothing(taught: Guard) -> None:
    publish(taught, range(3))
    with taught.store.transaction() as connection:
        connection.execute(update(adaptations).values(body=b"nonsense", digest="x"))
    verdict = send(taught, 22).verdict
    assert verdict.learned is None
    assert verdict.action is Action.HOLD


def test_no_address_is_kept_with_what_is_learned(taught: Guard) -> None:
    publish(taught, range(1))
    with taught.store.engine.connect() as connection:
        (entry,) = learning.log_of(connection, "blog", 10)
    assert entry.body is not None
    unsalted = read(taught.scorer, [advert(0)])[0]
    kept = Footprint.from_bytes(entry.body)
    strange = set(unsalted.keys.tolist()) - set(kept.keys.tolist())
    # The e-mail and the number: whoever has the footprint cannot try them out.
    assert len(strange) == 2


def test_many_decisions_at_once_are_learned_from_together(taught: Guard) -> None:
    ids = [send(taught, number).id for number in range(6)]
    site = taught.directory.sites["blog"]

    def all_of_them(connection: Connection) -> None:
        for one in ids:
            record(taught, connection, site, one, Label.HAM, actor="ann", source="desk")

    async def desk() -> None:
        await taught.store.write(all_of_them)
        assert taught.learner is not None
        await taught.learner.learn("blog")

    asyncio.run(desk())
    verdict = send(taught, 21).verdict
    assert verdict.learned is not None
    assert verdict.learned.decisions == 6


def test_what_comes_in_during_a_rebuild_is_not_forgotten(guard: Guard) -> None:
    first, second = (send(guard, number).id for number in range(2))
    site = guard.directory.sites["blog"]

    class Interrupted(SiteLearning):
        """Somebody decides just after the log was read."""

        def _computed(self, entries: list[Entry], site_id: str) -> Kept:
            if len(entries) == 1:
                with guard.store.transaction() as connection:
                    record(guard, connection, site, second, Label.HAM, actor="ann", source="desk")
            return super()._computed(entries, site_id)

    guard.learner = Interrupted(guard)
    # The first round looks for what was left behind; what is tested are the later ones.
    asyncio.run(guard.learner.refresh())
    say(guard, first, Label.HAM)
    asyncio.run(guard.learner.refresh())
    verdict = send(guard, 21).verdict
    assert verdict.learned is not None
    assert verdict.learned.decisions == 2


def test_what_is_erased_during_a_rebuild_is_not_learned_again(guard: Guard) -> None:
    guard.learner = SiteLearning(guard)
    publish(guard, range(3))
    right = taught_bytes(guard)

    class Interrupted(SiteLearning):
        """Somebody erases an author just after the log was read, in another process."""

        def _computed(self, entries: list[Entry], site_id: str) -> Kept:
            if len(entries) == 4:
                erase(guard.store, guard.secret, advert(3))
            return super()._computed(entries, site_id)

    guard.learner = Interrupted(guard)
    asyncio.run(guard.learner.refresh())
    publish(guard, range(3, 4))
    assert taught_bytes(guard) is None
    assert "blog" not in guard.learned
    asyncio.run(guard.learner.refresh())
    assert taught_bytes(guard) == right


def test_what_another_model_read_is_read_again_while_nothing_waits(
    guard: Guard, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard.learner = SiteLearning(guard)
    ids = publish(guard, range(5))
    before = log_of(guard)
    busy: list[bool] = []
    written: list[int] = []

    class Watched(SiteLearning):
        def _footprint(self, scorer: Scorer, stored: Stored) -> Footprint:
            busy.append(threading.current_thread().name == "writes")
            if stored.id == ids[0]:
                erase(guard.store, guard.secret, advert(0))
            return super()._footprint(scorer, stored)

    def retake(connection: Connection, correction_id: int, model: str, body: bytes | None) -> None:
        written.append(correction_id)
        learning_retake(connection, correction_id, model, body)

    learning_retake = learning.retake
    monkeypatch.setattr(learning, "retake", retake)
    monkeypatch.setattr("commentguard.service.learning._PART", 2)
    with guard.store.transaction() as connection:
        connection.execute(update(footprints).values(model_digest="another", body=b""))
    guard.learner = Watched(guard)
    asyncio.run(guard.learner.learn("blog"))
    assert busy == [False] * 5
    assert len(set(written)) == 5
    # The first was erased after it was read.
    assert log_of(guard) == before[1:]
    with guard.store.engine.connect() as connection:
        assert not learning.stale(connection, "blog", guard.scorer.bundle.digest, 10)


def log_of(guard: Guard) -> list[Entry]:
    with guard.store.engine.connect() as connection:
        return list(learning.log_of(connection, "blog", 10))


def test_its_people_are_told_what_was_learned(taught: Guard) -> None:
    publish(taught, range(4))
    assert isinstance(taught.learner, SiteLearning)
    told = asyncio.run(what_was_learned(taught, taught.learner, "blog"))
    assert (told.decisions, told.publish, told.hold, told.unnamed) == (4, 4, 0, 0)
    assert "small-ads" in told.lines[0].what
    erase(taught.store, taught.secret, advert(0), learner=taught.learner)
    told = asyncio.run(what_was_learned(taught, taught.learner, "blog"))
    assert (told.decisions, told.unnamed) == (3, 0)


def shift(guard: Guard, number: int) -> float:
    verdict = guard.judge(guard.directory.sites["blog"], advert(number))
    return verdict.learned.weight if verdict.learned else 0.0


def taught_bytes(guard: Guard) -> bytes | None:
    with guard.store.engine.connect() as connection:
        kept = learning.kept(connection, "blog")
    return kept.body if kept else None
