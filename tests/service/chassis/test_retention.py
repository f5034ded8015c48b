"""What is over is forgotten at night, in batches; one person's rows can be shown and forgotten; the rest stays."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from chassis.access import Grant
from chassis.jobs.due_work import DueWork
from chassis.jobs.runner import PARKED_AFTER, JobRunner
from chassis.persistence.sections import NoCatalogue
from chassis.persistence.tables import mail
from chassis.retention.holding import Holding
from chassis.retention.of_the_house import HOUSE
from chassis.retention.persons import erase, export
from chassis.retention.purge import BATCH, PURGE, purger
from chassis.testing.fakes import FakeClock

SENT = next(one for one in HOUSE if one.key == "sent-mail")
ADDRESS = "erika@example.org"


@pytest.fixture
def clock(probe: Any) -> FakeClock:
    standing = FakeClock(datetime(2026, 11, 24, 14, 0, tzinfo=UTC))
    object.__setattr__(probe.work, "clock", standing)
    return standing


def keep(probe: Any, count: int = 1, *, sent_at: datetime | None, town: str = "ostfildern") -> None:
    row = {"tenant": town, "recipient": ADDRESS, "subject": "Termin", "text": "Guten Tag", "attachments": []}
    with probe.work(probe.tenants.by_key(town)) as unit:
        unit.connection.execute(mail.insert(), [row | {"id": uuid4(), "sent_at": sent_at} for _ in range(count)])


def purge(probe: Any, *holdings: Holding) -> None:
    purger(holdings, "probe")(probe.work.of(probe.tenants.by_key("ostfildern")), None, uuid4())


def mails(ask: Any) -> int:
    return int(ask("SELECT count(*) FROM mail"))


def test_what_is_over_goes_in_batches_and_the_rest_stays(probe: Any, ask: Any, clock: FakeClock) -> None:
    keep(probe, 2 * BATCH + 7, sent_at=clock() - SENT.keeps)
    keep(probe, 3, sent_at=clock() - SENT.keeps + timedelta(seconds=1))
    keep(probe, 2, sent_at=None)
    purge(probe, SENT)
    assert mails(ask) == 5
    clock.advance(seconds=1)
    purge(probe, SENT)
    assert mails(ask) == 2


def test_rows_that_have_to_stay_are_emptied_once(probe: Any, ask: Any, clock: FakeClock) -> None:
    emptied = Holding(
        key="text", table=mail, holds="", purpose="", basis="", keeps=timedelta(0), since=mail.c.sent_at,
        empties={"text": "", "recipient": ""},
    )  # fmt: skip
    keep(probe, BATCH, sent_at=clock())
    purge(probe, emptied)
    assert ask("SELECT count(*) FROM mail WHERE text = '' AND recipient = ''") == BATCH == mails(ask)


def test_the_towns_own_period_counts(probe: Any, ask: Any, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(probe, sent_at=clock() - timedelta(days=2))
    section = probe.work.sections.validate({"greeting": "Hallo", "retention": {"sent-mail": 1}})
    monkeypatch.setattr(probe.work.sections, "current", lambda *_: section)
    purge(probe, SENT)
    assert mails(ask) == 0


def test_a_town_without_a_catalogue_forgets_as_well(
    probe: Any, ask: Any, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_asked: object) -> None:
        raise NoCatalogue("not yet")

    keep(probe, sent_at=clock() - timedelta(days=30))
    monkeypatch.setattr(probe.work.sections, "current", none)
    purge(probe, SENT)
    assert mails(ask) == 0


def test_what_no_server_took_is_forgotten_too(probe: Any, ask: Any, clock: FakeClock) -> None:
    keep(probe, sent_at=None)
    unsent = next(one for one in HOUSE if one.key == "unsent-mail")
    purge(probe, unsent)
    assert mails(ask) == 1
    clock.advance(hours=40 * 24)
    purge(probe, unsent)
    assert mails(ask) == 0


def test_nightly_work_that_was_given_up_gets_another_night(probe: Any, ask: Any, clock: FakeClock) -> None:
    def fail(_work: object, _ports: object, _item: UUID) -> None:
        raise RuntimeError("mended tomorrow")

    failing = JobRunner(probe.work, probe.tenants, DueWork({PURGE: fail}, {PURGE}), None)
    failing.schedule_nightly()
    for _ in range(PARKED_AFTER + 1):
        clock.advance(hours=24)
        failing.run_all()
    assert ask("SELECT min(attempts) FROM due_work") == PARKED_AFTER
    keep(probe, sent_at=clock() - timedelta(days=30))
    mended = JobRunner(probe.work, probe.tenants, DueWork({PURGE: purger(HOUSE, "probe")}, {PURGE}), None)
    mended.schedule_nightly()
    clock.advance(hours=24)
    mended.run_all()
    assert mails(ask) == 0


def test_each_town_is_purged_in_its_night_without_anybody_scheduling_it(probe: Any, ask: Any, clock: FakeClock) -> None:
    keep(probe, sent_at=clock() - timedelta(days=30))
    runner = JobRunner(probe.work, probe.tenants, DueWork({PURGE: purger(HOUSE, "probe")}, {PURGE}), None)
    runner.schedule_nightly()
    runner.schedule_nightly()
    assert ask("SELECT count(DISTINCT tenant) = 2 AND count(*) = 2 FROM due_work")
    assert runner.run_all() == 0
    clock.advance(hours=14)
    assert runner.run_all() == 2
    assert mails(ask) == 0
    runner.schedule_nightly()
    assert ask("SELECT min(due) FROM due_work") > clock() + timedelta(hours=20)


def test_one_persons_rows_are_shown_and_forgotten_and_no_others(probe: Any, clock: FakeClock) -> None:
    mine, other = uuid4(), uuid4()
    with probe.work(probe.tenants.by_key("ostfildern")) as unit:
        for appointment in (mine, other):
            grant = Grant("ostfildern", appointment, "manage", 1)
            unit.access.keep(f"digest-of-{appointment}", grant, clock() + timedelta(days=1))
        shown = export(unit.connection, "ostfildern", HOUSE, [mine])
        assert [row["digest"] for row in shown["access"]] == [f"digest-of-{mine}"]
        assert erase(unit.connection, "ostfildern", HOUSE, [mine])["access"] == 1
        left = unit.connection.execute(sa.text("SELECT appointment_id FROM access")).scalars().all()
    assert [UUID(str(one)) for one in left] == [other]


def test_what_the_law_demands_is_shown_to_a_person_but_not_erased_at_their_wish(probe: Any, clock: FakeClock) -> None:
    mine = uuid4()
    bound = replace(next(one for one in HOUSE if one.key == "access"), bound_by_law=True)
    with probe.work(probe.tenants.by_key("ostfildern")) as unit:
        unit.access.keep("digest", Grant("ostfildern", mine, "manage", 1), clock() + timedelta(days=1))
        assert erase(unit.connection, "ostfildern", [bound], [mine]) == {}
        assert len(export(unit.connection, "ostfildern", [bound], [mine])["access"]) == 1
