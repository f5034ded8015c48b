"""Overselling is impossible in the schema, however many citizens click at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from booking.adapters.tables import appointment
from booking.domain.errors import HoldExpired, TimeTaken
from booking.use_cases.cancel_appointment import cancel_appointment
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import hold_time
from booking.use_cases.move_appointment import move_appointment
from booking.use_cases.ports import BookingPorts
from booking.use_cases.queries import free_times
from chassis.service import Running
from tests.service.booking.conftest import CITIZEN, Open, wish

RACERS = 16
CROWD = 64
DESKS = 2


def race(work: Open, begins_at: datetime, clicks: list[UUID]) -> list[UUID | None]:
    """Let all clicks happen at once and return the hold that each got."""
    line = Barrier(len(clicks))

    def run(click: UUID) -> UUID | None:
        line.wait(timeout=30)
        try:
            with work() as unit:
                return hold_time(unit, wish(begins_at, click)).id
        except TimeTaken:
            return None

    with ThreadPoolExecutor(len(clicks)) as pool:
        return list(pool.map(run, clicks))


def test_of_sixteen_parallel_holds_one_wins_for_each_desk(work: Open, free: datetime) -> None:
    winners = [held for held in race(work, free, [uuid4() for _ in range(RACERS)]) if held is not None]
    assert len(set(winners)) == DESKS


def test_of_sixty_four_holds_through_two_processes_connections_one_wins_for_each_desk(
    booking: Running[Any], work: Open, free: datetime
) -> None:
    other = Running.start(booking.service, booking.settings)
    pools = (booking.work, other.work)
    line, town = Barrier(CROWD), booking.tenants.by_key("ostfildern")

    def run(number: int) -> UUID | None:
        line.wait(timeout=30)
        try:
            with pools[number % 2](town) as unit:
                return hold_time(unit, wish(free)).id
        except TimeTaken:
            return None

    try:
        with ThreadPoolExecutor(CROWD) as pool:
            winners = [held for held in pool.map(run, range(CROWD)) if held is not None]
    finally:
        other.work.engine.dispose()
    with work() as unit:
        stored = unit.connection.execute(sa.select(appointment.c.id, appointment.c.desk)).all()
    assert {row.id for row in stored} == set(winners)
    assert len(stored) == len({row.desk for row in stored}) == DESKS


def test_a_parallel_double_click_holds_one_time(work: Open, free: datetime) -> None:
    held = race(work, free, [uuid4()] * RACERS)
    assert len(set(held)) == 1
    assert None not in held


def test_an_expired_hold_loses_to_sixteen_rivals_once_for_each_desk(work: Open, free: datetime) -> None:
    race(work, free, [uuid4(), uuid4()])
    expire_all(work)
    winners = [held for held in race(work, free, [uuid4() for _ in range(RACERS)]) if held is not None]
    assert len(set(winners)) == DESKS


def test_the_schema_itself_refuses_two_at_one_desk(work: Open, free: datetime) -> None:
    with work() as unit:
        hold = hold_time(unit, wish(free))
    with work() as unit:
        values = unit.connection.execute(sa.select(appointment).where(appointment.c.id == hold.id)).mappings().one()
    copy = {name: value for name, value in values.items() if name not in ("during", "busy", "address")}
    twin = appointment.insert().values(copy | {"id": uuid4(), "number": "2", "key": uuid4()})
    with pytest.raises(IntegrityError, match="ex_appointment_desk"), work() as unit:
        unit.connection.execute(twin)


def test_confirming_an_expired_hold_fails_and_says_nothing(work: Open, free: datetime, ports: BookingPorts) -> None:
    with work() as unit:
        hold = hold_time(unit, wish(free))
    expire_all(work)
    with pytest.raises(HoldExpired), work() as unit:
        confirm_appointment(unit, hold.id, CITIZEN, ports)
    with work() as unit:
        assert unit.connection.execute(sa.text("SELECT count(*) FROM outbox")).scalar() == 0


def test_a_cancelled_time_is_free_again(work: Open, free: datetime, ports: BookingPorts) -> None:
    for _ in range(DESKS):
        with work() as unit:
            booked = confirm_appointment(unit, hold_time(unit, wish(free)).id, CITIZEN, ports)
    with pytest.raises(TimeTaken), work() as unit:
        hold_time(unit, wish(free))
    with work() as unit:
        cancel_appointment(unit, booked.id, ports)
    with work() as unit:
        assert hold_time(unit, wish(free)).slot.desk == booked.slot.desk


def test_parallel_moves_to_one_time_neither_oversell_nor_deadlock(
    work: Open, free: datetime, ports: BookingPorts
) -> None:
    with work() as unit:
        others = [slot.time.begins_at for day in free_times(unit, ["meldebescheinigung"]).days for slot in day.slots]
    mine = []
    for begins_at in [moment for moment in others if moment != free][:8]:
        with work() as unit:
            mine.append(confirm_appointment(unit, hold_time(unit, wish(begins_at)).id, CITIZEN, ports).id)

    def run(appointment_id: UUID) -> bool:
        try:
            with work() as unit:
                move_appointment(unit, appointment_id, free, ports)
        except TimeTaken:
            return False
        return True

    with ThreadPoolExecutor(len(mine)) as pool:
        assert sum(pool.map(run, mine)) == DESKS


def test_a_time_that_overlaps_the_own_one_can_be_moved_to(work: Open, free: datetime, ports: BookingPorts) -> None:
    with work() as unit:
        booked = confirm_appointment(unit, hold_time(unit, wish(free)).id, CITIZEN, ports)
        slot = booked.slot
        shifted = replace(slot.time, ends_at=slot.time.ends_at + timedelta(minutes=5))
        assert unit.appointments.move(replace(booked, slot=replace(slot, time=shifted)))


def expire_all(work: Open) -> None:
    """Let all holds be over, as if their minutes had passed."""
    with work() as unit:
        over = unit.clock() - timedelta(seconds=1)
        unit.connection.execute(appointment.update().where(appointment.c.state == "held").values(held_until=over))
