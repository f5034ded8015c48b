"""What the provider does with a town's rows as a whole: counts them for its bill, hands them out, erases them."""

import csv
import json
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from booking.domain.appointment import Citizen
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import Wish, hold_time
from booking.use_cases.ports import BookingPorts
from booking.use_cases.queries import free_times
from chassis import commands
from chassis.cli import _parser
from chassis.persistence.engine import create_engine
from chassis.persistence.leaving import _tables
from chassis.service import Running
from chassis.tenancy import Tenant, TenantDirectory
from contracts.catalogue import SERVICES

PERSON = "Mustermännle"


@pytest.fixture
def booking(start: Callable[..., Running[Any]]) -> Running[Any]:
    """Booking with an appointment in each of two towns."""
    running = start("booking")
    assert isinstance(running.ports, BookingPorts)
    for town in ("ostfildern", "musterstadt"):
        with running.work(running.tenants.by_key(town)) as unit:
            begins_at = free_times(unit, ("meldebescheinigung",)).days[-1].slots[-1].time.begins_at
            held = hold_time(unit, Wish(("meldebescheinigung",), begins_at, uuid4()))
            citizen = Citizen(given_names="Erika", family_name=PERSON, email="erika@example.org")
            booked = confirm_appointment(unit, held.id, citizen, running.ports)
            unit.audit("looked", booked.id, "u-1")
    return running


def run(running: Running[Any], *arguments: str) -> None:
    told: Namespace = _parser(running.service.name).parse_args(arguments)
    commands._COMMANDS[told.command](running, told)


def rows_of(running: Running[Any], town: str) -> int:
    """Count all rows of a town as the role that owns the tables."""
    engine = create_engine(running.settings.migration_database_url.get_secret_value(), pool_size=1)
    with engine.begin() as connection:
        counts = [
            connection.execute(
                sa.select(sa.func.count()).select_from(sa.table(name)).where(sa.column("tenant") == town)
            ).scalar_one()
            for name in _tables(connection)
        ]
    engine.dispose()
    return sum(counts)


def figures(out: str) -> dict[tuple[str, str], int]:
    return {(row["town"], row["what"]): int(row["number"]) for row in csv.DictReader(out.splitlines())}


def test_a_month_is_counted_town_by_town_and_names_nobody(
    booking: Running[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    with booking.work(booking.tenants.by_key("ostfildern")) as unit:
        when: date = unit.connection.execute(sa.text("SELECT min(day) FROM appointment WHERE state <> 'held'")).scalar()
    run(booking, "usage", "--month", f"{when:%Y-%m}")
    out = capsys.readouterr().out
    assert figures(out)["ostfildern", "appointments"] == 1
    assert PERSON not in out
    run(booking, "usage", "--month", "2001-01")
    assert set(figures(capsys.readouterr().out).values()) == {0}


@pytest.mark.parametrize("service", SERVICES)
def test_every_figure_of_every_service_can_be_counted(
    service: str, start: Callable[..., Running[Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    running = start(service)
    run(running, "usage", "--month", "2026-11")
    told = figures(capsys.readouterr().out)
    assert len(told) == 2 * len(running.service.usage)
    # What only the owner of the tables may, in the order that the tables' references ask for.
    assert rows_of(running, "ostfildern") > 0
    run(gone(running, "ostfildern"), "town", "erase", "ostfildern")
    assert (rows_of(running, "ostfildern"), rows_of(running, "musterstadt") > 0) == (0, True)


def gone(running: Running[Any], town: str) -> Running[Any]:
    """Return the service after the town's entry was taken out."""

    class Left(TenantDirectory):
        def _read(self, file: Path) -> Tenant | None:
            return None if file.stem == town else super()._read(file)

    return replace(running, tenants=Left(running.settings.tenants_dir))


def test_a_town_takes_its_own_rows_along(booking: Running[Any], capsys: pytest.CaptureFixture[str]) -> None:
    run(booking, "town", "export", "ostfildern")
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {one["row"]["tenant"] for one in told} == {"ostfildern"}
    assert {"appointment", "catalogue", "audit", "outbox"} <= {one["table"] for one in told}
    assert [one["row"]["family_name"] for one in told if one["table"] == "appointment"] == [PERSON]


def test_a_town_that_is_still_in_the_region_is_not_erased(booking: Running[Any], tmp_path: Path) -> None:
    before = rows_of(booking, "ostfildern")
    with pytest.raises(SystemExit, match="still in the region"):
        run(booking, "town", "erase", "ostfildern")
    assert rows_of(booking, "ostfildern") == before


def test_of_a_town_that_was_erased_nothing_is_left_and_its_neighbour_keeps_all(
    booking: Running[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    kept = rows_of(booking, "musterstadt")
    run(gone(booking, "ostfildern"), "town", "erase", "ostfildern")
    assert "ostfildern: booking erased" in capsys.readouterr().out
    assert (rows_of(booking, "ostfildern"), rows_of(booking, "musterstadt")) == (0, kept)


def test_the_events_of_an_appointment_are_found_by_its_number(
    booking: Running[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    with booking.work(booking.tenants.by_key("ostfildern")) as unit:
        row = unit.connection.execute(sa.text("SELECT number, id FROM appointment WHERE state <> 'held'")).one()
    for wanted in (row.number, str(row.id)):
        run(booking, "events", wanted)
        out = capsys.readouterr().out
        assert " ostfildern de.buergerbuero.booking.appointment.confirmed.v1 " in out
        assert f"appointment={row.id}" in out
        assert out.endswith(" waits\n")
        assert PERSON not in out
    run(booking, "events", "none")
    assert capsys.readouterr().out == ""
