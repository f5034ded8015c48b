"""The machine of `tests/unit/booking/test_any_order.py` on the real tables: their constraint, their stored bits.

Each run is one transaction that is rolled back, so that it leaves nothing behind.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from booking.adapters.repositories import AppointmentRows
from booking.adapters.tables import appointment
from booking.adapters.unit import PostgresBookingUnit
from booking.domain.appointment import Appointment
from booking.domain.catalogue import Desk
from booking.domain.slot import Interval
from chassis.service import Running
from tests.service.booking.conftest import Open
from tests.unit.booking.test_any_order import HOURS, AnyOrder, AnyOrderInAutumn, catalogue

ENOUGH = settings(max_examples=6, stateful_step_count=12, deadline=None, database=None)


class Over(Exception):
    """Ends a run and rolls it back."""


class SeenRows(AppointmentRows):
    """The real repository, all of whose rows the machine may see."""

    @property
    def kept(self) -> dict[UUID, Appointment]:
        """All rows."""
        found = (self.find(one) for one in self._connection.execute(_ids()).scalars())
        return {one.id: one for one in found if one is not None}


def _ids() -> Any:
    return appointment.select().with_only_columns(appointment.c.id).order_by(appointment.c.id)


class SeenUnit(PostgresBookingUnit):
    """The real unit of work, whose catalogue the machine may change."""

    catalogue = catalogue(HOURS[0], 10)

    @cached_property
    def appointments(self) -> SeenRows:
        """The real rows."""
        return SeenRows(self.connection, self.tenant.key)


def on_tables(machine: type[AnyOrder], booking: Running[Any]) -> type[AnyOrder]:
    """Return the machine over an open transaction."""

    class OnTables(machine):  # type: ignore[misc, valid-type]  # its base is a parameter
        def __init__(self) -> None:
            super().__init__()
            opening = replace(booking.work, unit=SeenUnit, clock=self.clock)
            self._transaction = opening(booking.tenants.by_key("ostfildern"))
            self.unit = self._transaction.__enter__()
            self._seen: dict[UUID, Appointment] = {}

        def teardown(self) -> None:
            with suppress(Over):
                self._transaction.__exit__(Over, Over(), None)

        def _model(self, keys: tuple[str, ...]) -> list[datetime]:
            self._seen = self.unit.appointments.kept
            found: list[datetime] = super()._model(keys)
            return found

        def _busy(self, desk: Desk) -> list[Interval]:
            mine = (one for one in self._seen.values() if one.slot.desk == desk.key)
            return [one.slot.busy for one in mine if self._counts(one)]

    return OnTables


@pytest.mark.parametrize("machine", [AnyOrder, AnyOrderInAutumn])
def test_in_any_order_the_tables_sell_no_desk_twice_and_find_every_free_time(
    machine: type[AnyOrder], booking: Running[Any], work: Open
) -> None:
    run_state_machine_as_test(on_tables(machine, booking), settings=ENOUGH)
    with work() as unit:
        assert unit.connection.execute(_ids()).all() == []
