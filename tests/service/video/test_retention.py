"""What is left of a call after its time, in the real tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from chassis.retention.purge import PURGE
from chassis.service import Running
from chassis.tenancy import Tenant
from tests.unit.video.fakes import confirmed
from video.adapters.tables import case_copy, guest, note, participant, quality, signal
from video.domain.guest import Guest
from video.domain.line import Said
from video.domain.quality import Minute
from video.use_cases.admit_citizen import admit_citizen
from video.use_cases.end_consultation import end_consultation
from video.use_cases.enter_waiting_room import enter_waiting_room
from video.use_cases.join_line import Caller, join_line
from video.use_cases.note_quality import note_quality
from video.use_cases.open_consultation import open_consultation
from video.use_cases.queries import consultation_of
from video.use_cases.say import say
from video.use_cases.write_note import write_note

ERIKA = Caller("citizen", "Erika Mustermann")


@pytest.fixture
def ended(video: Running[Any], town: Tenant) -> UUID:
    """The appointment of a call that has just ended, with everything that a call leaves behind."""
    appointment, page = uuid4(), uuid4()
    with video.work(town) as unit:
        now = unit.clock()
        open_consultation(unit, confirmed(appointment, begins_at=now, ends_at=now + timedelta(minutes=30)))
        enter_waiting_room(unit, appointment, consents=True)
        admit_citizen(unit, appointment, "kim", "Kim Klar")
        call = join_line(unit, appointment, ERIKA, page).id
        say(unit, call, ERIKA.id(call), page, Said("chat", "Guten Tag"))
        note_quality(unit, call, "citizen", Minute(0.04, 0.0, 24.0, 1280, relayed=True, freezes=0))
        unit.guests.put(Guest(uuid4(), call, "companion", "Max Freund"))
        write_note(unit, appointment, "Vollmacht liegt vor", "kim")
        end_consultation(unit, appointment, "kim", "completed")
    return appointment


def purge_after(video: Running[Any], town: Tenant, **later: float) -> None:
    """Do what is done every night, at a later moment."""
    work = video.work.of(town)

    @contextmanager
    def then() -> Iterator[Any]:
        with work() as unit:
            now = unit.clock()
            unit.clock = lambda: now + timedelta(**later)
            yield unit

    video.due_work.jobs[PURGE](then, None, uuid4())


def left(video: Running[Any], town: Tenant, table: sa.Table) -> int:
    """Return how many rows a table has."""
    with video.work(town) as unit:
        return int(unit.connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


def test_a_day_later_addresses_and_words_are_gone_and_the_measurements_stay(
    video: Running[Any], town: Tenant, ended: UUID
) -> None:
    purge_after(video, town, hours=25)
    assert [left(video, town, table) for table in (signal, participant, guest)] == [0, 0, 0]
    assert left(video, town, quality) == 1
    with video.work(town) as unit:
        assert consultation_of(unit, ended).family_name == "Mustermann"


def test_a_month_later_nobody_is_named_any_more(video: Running[Any], town: Tenant, ended: UUID) -> None:
    purge_after(video, town, days=31)
    assert [left(video, town, table) for table in (quality, note, case_copy)] == [0, 0, 0]
    with video.work(town) as unit:
        consultation = consultation_of(unit, ended)
    assert (consultation.name, consultation.phone, consultation.message) == ("", None, "")
    assert consultation.outcome == "completed", "how many calls there were is still known"
