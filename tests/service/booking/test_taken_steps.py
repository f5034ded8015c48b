"""The bits that searches read say what the appointments say, whatever happens to these."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from booking.adapters.tables import appointment
from booking.adapters.unit import PostgresBookingUnit
from booking.domain.errors import TimeTaken
from booking.domain.slot import Interval
from booking.use_cases.cancel_appointment import cancel_appointment
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import hold_time
from booking.use_cases.move_appointment import move_appointment
from booking.use_cases.ports import BookingPorts
from booking.use_cases.queries import free_times, search_for
from chassis.persistence.engine import create_engine
from chassis.service import Running
from tests.service.booking.conftest import CITIZEN, Open, wish

BITS = "SELECT day, desk, taken FROM desk_day WHERE taken <> repeat('0', 288)::bit(288) ORDER BY 1, 2"
TRUE_BITS = """
SELECT steps.day, desk, bit_or(bits) FROM appointment, LATERAL steps_of(busy) AS steps
WHERE state = 'confirmed' GROUP BY 1, 2 ORDER BY 1, 2
"""


def bits(unit: PostgresBookingUnit) -> list[Any]:
    """Return what is kept, once it is compared with the appointments themselves."""
    kept = list(unit.connection.execute(sa.text(BITS)))
    assert kept == list(unit.connection.execute(sa.text(TRUE_BITS)))
    return kept


def test_bits_follow_confirming_moving_and_cancelling(work: Open, free: datetime, ports: BookingPorts) -> None:
    with work() as unit:
        held = hold_time(unit, wish(free))
        assert bits(unit) == []
        confirm_appointment(unit, held.id, CITIZEN, ports)
        [row] = bits(unit)
        assert row.taken.count("1") == 2
        assert row.taken.index("1") == (free - datetime.combine(free.date(), datetime.min.time(), UTC)).seconds // 300
    with work() as unit:
        other = free_times(unit, ["meldebescheinigung"]).days[0].slots[0].time.begins_at
        moved = move_appointment(unit, held.id, other, ports)
        # Bits are kept by days of UTC; shortly after midnight the town's day is another.
        assert [row.day for row in bits(unit)] == [moved.begins_at.astimezone(UTC).date()]
    with work() as unit:
        cancel_appointment(unit, held.id, ports)
        assert bits(unit) == []


def test_a_rolled_back_confirmation_leaves_no_bits(work: Open, free: datetime, ports: BookingPorts) -> None:
    with suppress(TimeTaken), work() as unit:
        confirm_appointment(unit, hold_time(unit, wish(free)).id, CITIZEN, ports)
        raise TimeTaken
    with work() as unit:
        assert bits(unit) == []


def test_an_appointment_over_midnight_of_utc_lies_in_two_days(work: Open, free: datetime, ports: BookingPorts) -> None:
    with work() as unit:
        booked = confirm_appointment(unit, hold_time(unit, wish(free)).id, CITIZEN, ports)
        late = free.replace(hour=23, minute=50)
        night = replace(booked.slot, time=Interval(late, late + timedelta(minutes=20)))
        assert unit.appointments.move(replace(booked, slot=night))
        assert [row.taken.count("1") for row in bits(unit)] == [2, 2]
        unit.connection.execute(appointment.delete())
        assert bits(unit) == []


def test_the_search_finds_the_same_by_bits_as_the_table_says(work: Open, free: datetime, ports: BookingPorts) -> None:
    with work() as unit:
        confirm_appointment(unit, hold_time(unit, wish(free)).id, CITIZEN, ports)
        hold_time(unit, wish(free + timedelta(minutes=15)))
        search = search_for(unit, ["meldebescheinigung"])
        read = unit.appointments.taken(search.steps, search.now)
        told: dict[str, int] = {}
        for row in unit.connection.execute(sa.select(appointment.c.desk, appointment.c.busy)):
            told[row.desk] = told.get(row.desk, 0) | search.steps.within(row.busy.lower, row.busy.upper)
    assert read == told


def test_days_with_a_gap_between_them_are_put_in_their_places(work: Open, ports: BookingPorts) -> None:
    with work() as unit:
        free = search_for(unit, ["meldebescheinigung"]).free({})
        ordinary = [
            next(slot.time.begins_at for slot in free.on(day) if slot.desk == "platz-1") for day in free.days[2:6]
        ]
        wanted = [ordinary[index] for index in (0, 2, 3)]
        for begins_at in wanted:
            confirm_appointment(unit, hold_time(unit, wish(begins_at)).id, CITIZEN, ports)
        search = search_for(unit, ["meldebescheinigung"])
        mine = unit.appointments.taken(search.steps, search.now)["platz-1"]
        near = unit.appointments.taken(search.steps, search.now, around=wanted[0])["platz-1"]
    expected = 0
    for begins_at in wanted:
        expected |= search.steps.within(begins_at, begins_at + timedelta(minutes=10))
    assert mine == expected
    assert near == search.steps.within(wanted[0], wanted[0] + timedelta(minutes=10))


def test_an_expired_hold_takes_nothing(work: Open, free: datetime) -> None:
    with work() as unit:
        hold = hold_time(unit, wish(free))
        search = search_for(unit, ["meldebescheinigung"])
        assert unit.appointments.taken(search.steps, search.now)
        assert hold.held_until is not None
        assert unit.appointments.taken(search.steps, hold.held_until) == {}


def test_a_buffer_keeps_the_desk_after_the_appointment(work: Open, free: datetime) -> None:
    with work() as unit:
        hold = hold_time(unit, wish(free))
        longer = replace(hold, slot=replace(hold.slot, buffer=timedelta(minutes=10)))
        unit.appointments.save(longer)
        assert unit.appointments.find(hold.id) == longer
        after = replace(hold.slot, time=Interval(hold.ends_at, hold.ends_at + timedelta(minutes=10)))
        rival = replace(hold, id=uuid4(), number="R", key=uuid4(), slot=after)
        assert not unit.appointments.add_hold(rival)


def test_a_time_that_is_full_at_every_desk_is_refused_by_the_table(work: Open, free: datetime) -> None:
    with work() as unit:
        hold_time(unit, wish(free))
        hold_time(unit, wish(free))
        with pytest.raises(TimeTaken):
            hold_time(unit, wish(free))


SEED = """
INSERT INTO desk_day (tenant, day, desk, taken)
SELECT 'ostfildern', date '2024-01-01' + n, 'desk-' || d, repeat('10', 144)::bit(288)
FROM generate_series(1, 700) AS n, generate_series(1, 30) AS d;
INSERT INTO appointment (tenant, id, number, key, state, office, desk, day, begins_at, ends_at, family_name,
                         extensions, items, sequence, epoch)
SELECT 'ostfildern', gen_random_uuid(), 'N' || n, gen_random_uuid(), 'cancelled', 'online', 'platz-1', day, day,
       day + '10m'::interval, 'X', 0, '[]', 0, 1
FROM generate_series(1, 3000) AS n, LATERAL (SELECT date '2020-01-01' + n AS day) AS days
"""


def test_the_one_question_of_a_search_reads_no_table_whole(work: Open, booking: Running[Any]) -> None:
    from booking.adapters.repositories.taken_steps import QUESTION

    with work() as unit:
        unit.connection.execute(sa.text(SEED))
    owner = create_engine(booking.settings.migration_database_url.get_secret_value(), pool_size=1)
    with owner.begin() as connection:
        connection.execute(sa.text("ANALYZE appointment; ANALYZE desk_day"))
    owner.dispose()
    asked = {"tenant": "ostfildern", "first": "2025-03-01", "last": "2025-03-31", "now": datetime.now(UTC)}
    with work() as unit:
        plan = "\n".join(unit.connection.execute(sa.text("EXPLAIN " + QUESTION.text), asked).scalars())
    assert "Seq Scan" not in plan
    # What is held is found by its days, or by the few rows that are held at all; the planner takes what is less.
    bounds = [line for line in plan.splitlines() if "Index Cond" in line]
    assert len(bounds) == 2, plan
    assert "day >=" in bounds[0], plan
    assert "day >=" in bounds[1] or "held_until >" in bounds[1], plan
