"""What booking forgets, and what stays for the statistics."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import sqlalchemy as sa

from booking.adapters.holdings import FORGOTTEN, HOLDINGS
from booking.adapters.tables import appointment
from booking.domain.waiting import TimeWish, Waiting
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import hold_time
from booking.use_cases.ports import BookingPorts
from chassis.retention.purge import purger
from tests.service.booking.conftest import CITIZEN, Open, wish


def purge(work: Open) -> None:
    purger(HOLDINGS, "booking")(work, None, uuid4())


def test_people_are_forgotten_after_their_appointment_and_its_time_stays_for_the_statistics(
    work: Open, free: datetime, ports: BookingPorts
) -> None:
    with work() as unit:
        old = confirm_appointment(unit, hold_time(unit, wish(free)).id, CITIZEN, ports)
        new = confirm_appointment(unit, hold_time(unit, wish(free)).id, CITIZEN, ports)
        past = {name: getattr(appointment.c, name) - timedelta(days=120) for name in ("begins_at", "ends_at", "day")}
        past["day"] = sa.cast(past["day"], sa.Date)
        unit.connection.execute(appointment.update().where(appointment.c.id == old.id).values(state="done", **past))
    purge(work)
    purge(work)
    with work() as unit:
        forgotten, kept = unit.appointments.find(old.id), unit.appointments.find(new.id)
    assert forgotten is not None
    assert kept is not None
    assert (forgotten.booked_by.name, forgotten.booked_by.email, forgotten.consented_at) == (FORGOTTEN, None, None)
    assert forgotten.items == old.items
    assert kept.citizen == CITIZEN


def test_reservations_and_wishes_that_came_to_nothing_are_deleted(work: Open, free: datetime) -> None:
    with work() as unit:
        hold = hold_time(unit, wish(free))
        over = unit.clock() - timedelta(days=2)
        unit.connection.execute(appointment.update().where(appointment.c.id == hold.id).values(held_until=over))
        gone, waits = (
            Waiting(
                id=uuid4(),
                email="anna@example.org",
                wish=TimeWish(procedures=("beratung",), until=until),
                consented_at=unit.clock(),
            )
            for until in (date(2020, 1, 1), date(2999, 1, 1))
        )
        unit.waiting.add(gone)
        unit.waiting.add(waits)
    purge(work)
    with work() as unit:
        assert unit.appointments.find(hold.id) is None
        assert unit.waiting.find(gone.id) is None
        assert unit.waiting.find(waits.id) == waits
