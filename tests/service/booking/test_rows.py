"""What is stored comes back, and no town sees another's."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from booking.adapters.tables import appointment
from booking.domain.fees import Fee, Tariff
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import hold_time
from booking.use_cases.ports import BookingPorts
from booking.use_cases.queries import free_times
from chassis.persistence.engine import create_engine
from chassis.service import Running
from tests.service.booking.conftest import CITIZEN, Open, wish


def test_an_appointment_comes_back_as_it_was_stored(work: Open, free: datetime, ports: BookingPorts) -> None:
    with work() as unit:
        booked = confirm_appointment(unit, hold_time(unit, wish(free)).id, CITIZEN, ports)
    with work() as unit:
        assert unit.appointments.find(booked.id) == booked
        assert booked.citizen == CITIZEN


def test_confirming_leaves_event_mail_and_access_in_one_transaction(
    work: Open, free: datetime, ports: BookingPorts
) -> None:
    with work() as unit:
        booked = confirm_appointment(unit, hold_time(unit, wish(free)).id, CITIZEN, ports)
    with work() as unit:
        body = unit.connection.execute(sa.text("SELECT body FROM outbox")).scalar_one()
        assert body["type"] == "de.buergerbuero.booking.appointment.confirmed.v1"
        assert unit.connection.execute(sa.text("SELECT recipient FROM mail")).scalar_one() == CITIZEN.email
        assert unit.access.grant(booked.id, "manage") is not None


def test_a_town_sees_neither_appointments_nor_fees_of_another(work: Open, free: datetime) -> None:
    with work() as unit:
        hold = hold_time(unit, wish(free))
        unit.tariffs.keep(Tariff(uuid4(), date(2026, 1, 1), (Fee("beratung", "none", 0, "frei"),)))
    with work("musterstadt") as unit:
        assert unit.appointments.find(hold.id) is None
        assert unit.connection.execute(sa.select(sa.func.count()).select_from(appointment)).scalar() == 0
        assert unit.tariffs.fees_on(date(2026, 11, 24)) == ()


def test_the_newest_tariff_in_force_counts(work: Open) -> None:
    old, new, later = (Fee("meldebescheinigung", "download", amount, "§ 1") for amount in (500, 700, 900))
    with work() as unit:
        for fee, start in ((old, 1), (new, 6), (later, 12)):
            unit.tariffs.keep(Tariff(uuid4(), date(2026, start, 1), (fee,)))
        assert unit.tariffs.fees_on(date(2026, 11, 24)) == (new,)


def test_a_held_time_is_not_offered_where_no_other_desk_is_free(work: Open, free: datetime) -> None:
    for _ in range(2):
        with work() as unit:
            hold_time(unit, wish(free))
    with work() as unit:
        offered = [slot.time.begins_at for day in free_times(unit, ["beratung"]).days for slot in day.slots]
    assert free not in offered


FILL = """
INSERT INTO appointment (tenant, id, number, key, state, office, desk, day, begins_at, ends_at, held_until,
                         extensions, items, sequence, epoch)
SELECT 'ostfildern', gen_random_uuid(), 'N' || n, gen_random_uuid(), 'held', 'online', 'platz-1', day, day,
       day + '10m'::interval, now(), 0, '[]', 0, 1
FROM generate_series(1, 3000) AS n, LATERAL (SELECT date '2020-01-01' + n AS day) AS days
"""


def test_the_search_for_taken_times_uses_the_index_under_row_security(work: Open, booking: Running[Any]) -> None:
    with work() as unit:
        unit.connection.execute(sa.text(FILL))
    owner = create_engine(booking.settings.migration_database_url.get_secret_value(), pool_size=1)
    with owner.begin() as connection:
        connection.execute(sa.text("ANALYZE appointment"))
    owner.dispose()
    with work() as unit:
        plan = unit.connection.execute(
            sa.text(
                "EXPLAIN SELECT desk FROM appointment WHERE tenant = 'ostfildern' AND state IN ('held', 'confirmed') "
                "AND day BETWEEN '2026-11-24' AND '2026-12-24'"
            )
        ).scalars()
        condition = next(line for line in plan if "Index Cond" in line)
    assert "day >=" in condition
