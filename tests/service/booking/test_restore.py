"""A database that was dumped, lost and brought back as the handbook says: everything is there, and so are the walls."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import hold_time
from booking.use_cases.ports import BookingPorts
from booking.use_cases.queries import free_times
from chassis.persistence.tables import outbox
from chassis.service import Running
from tests.service.booking.conftest import CITIZEN, wish

BIN = next(Path("/usr/lib/postgresql").glob("*/bin"))


def book(running: Running[Any]) -> UUID:
    assert isinstance(running.ports, BookingPorts)
    with running.work(running.tenants.by_key("ostfildern")) as unit:
        begins_at = free_times(unit, ["meldebescheinigung"]).days[-1].slots[0].time.begins_at
        return confirm_appointment(unit, hold_time(unit, wish(begins_at)).id, CITIZEN, running.ports).id


def test_what_was_booked_before_the_loss_is_there_again_and_booking_goes_on(
    start: Callable[..., Running[Any]], postgres_url: str, tmp_path: Path
) -> None:
    running = start("booking")
    booked = book(running)
    admin = sa.engine.make_url(postgres_url).set(database=running.work.engine.url.database)
    place = admin.render_as_string(hide_password=False)
    dump = tmp_path / "booking.dump"
    subprocess.run([BIN / "pg_dump", "-Fc", "-f", dump, place], check=True)
    running.work.engine.dispose()
    server = sa.create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {admin.database} WITH (FORCE)")
        connection.exec_driver_sql(f"CREATE DATABASE {admin.database} OWNER {admin.database}_owner")
    server.dispose()
    subprocess.run([BIN / "pg_restore", "-d", place, dump], check=True)

    with running.work(running.tenants.by_key("ostfildern")) as unit:
        found = unit.appointments.find(booked)
        waiting = unit.connection.execute(sa.select(sa.func.count()).select_from(outbox)).scalar()
    assert found is not None
    assert found.state == "confirmed"
    assert waiting == 1
    with running.work(running.tenants.by_key("musterstadt")) as unit:
        assert unit.appointments.find(booked) is None
    assert book(running) != booked
