"""What is done all day, as the product does it, and the CPU that each takes: here and in PostgreSQL's processes."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import process_time_ns
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from benchmarks.booking.cpu import NANOSECONDS_OF_MILLISECOND, of_process
from benchmarks.booking.rates import book, free_moments
from benchmarks.booking.searching import search
from benchmarks.booking.setting import Setting
from benchmarks.growth.loading import TOWN
from booking.entrypoints.events import consultation_ended
from chassis.envelope import Stamp, seal
from chassis.messaging.delivery import Outcome
from chassis.messaging.handling import Handling
from chassis.messaging.publisher import Fate, Outgoing
from chassis.messaging.relay import Relay
from chassis.retention.purge import BATCH, PURGE
from contracts.booking import AppointmentCancelled
from contracts.video import ConsultationEnded

ROUNDS = 5
YARDSTICK = "yardstick"
"""What always is the same work: how much CPU the machine takes for it tells how busy its caches are with other jobs."""
_ALIKE = sa.text("SELECT n, md5(n::text) FROM generate_series(1, 1000) AS n ORDER BY 2")

_OVER = (
    """INSERT INTO outbox (tenant, id, subject, exchange, routing_key, mandatory, body, published_at)
    SELECT :town, gen_random_uuid(), n::text, 'booking.events', 'appointment.cancelled.v1', true, '{}',
           now() - '20 days'::interval FROM generate_series(1, :count) AS n""",
    """INSERT INTO inbox (tenant, consumer, source, event_id, received_at)
    SELECT :town, 'over', '/video', gen_random_uuid(), now() - '70 days'::interval FROM generate_series(1, :count)""",
    """INSERT INTO appointment (tenant, id, number, key, state, office, desk, day, begins_at, ends_at, family_name,
                                extensions, items, sequence, epoch)
    SELECT :town, gen_random_uuid(), 'OVER' || n, gen_random_uuid(), 'done', 'o0', 'd0-0', current_date - 31,
           now() - '31 days'::interval, now() - '31 days'::interval + '15 min', 'Mustermann', 0, '[]', 0, 1
    FROM generate_series(1, :count) AS n""",
)
"""What the next night forgets: a batch each of events sent and heard, and of names."""
_LEFT = (
    "DELETE FROM appointment WHERE tenant = :town AND number LIKE 'OVER%'",
    "DELETE FROM appointment WHERE tenant = :town AND given_names = 'Erika' AND created_at > :since",
)


class _TakesAll:
    """A broker that confirms at once: what it costs has nothing to do with the size of a table."""

    def publish(self, batch: Iterable[Outgoing]) -> Fate:
        return Fate(confirmed={one.message_id for one in batch}, refused={})


@dataclass
class Day:
    """The operations of one town, and the processes of PostgreSQL that do them."""

    setting: Setting
    relay: sa.Connection
    begun: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __post_init__(self) -> None:
        running = self.setting.running
        self._town = running.tenants.by_key(TOWN)
        with running.work(self._town) as unit:
            self._backends = [unit.connection.execute(sa.text("SELECT pg_backend_pid()")).scalar_one()]
        self._backends.append(self.relay.execute(sa.text("SELECT pg_backend_pid()")).scalar_one())
        self._relay = Relay(self.relay.engine, "", "booking")
        entry = running.service.catalogue.entry(ConsultationEnded)
        self._handling = Handling(
            queue=entry.queue("booking"),
            event_name=entry.event_type.name,
            snapshot=entry.snapshot,
            handle=consultation_ended,
            work=running.work,
            tenants=running.tenants,
            catalogue=running.service.catalogue,
        )

    def costs(self) -> dict[str, float]:
        """Return the milliseconds of CPU of each operation: the least of some rounds that take turns."""
        free = free_moments(self.setting, TOWN)
        appointments = self._some_ids()
        operations: dict[str, tuple[int, Callable[[], Any], Callable[[], None]]] = {
            YARDSTICK: (20, self._always_alike, _nothing),
            "search_office_month": (160, lambda: search(self.setting.running, TOWN), _nothing),
            "hold_and_confirm": (10, lambda: book(self.setting, next(free), TOWN), _nothing),
            "desk_day": (40, self._desk_day, _nothing),
            "event_outbox_to_inbox": (20, lambda: self._event(next(appointments)), _nothing),
            "manage_page_look_up": (80, lambda: self._look_up(next(appointments)), _nothing),
            "night_nothing_over": (5, self._night, _nothing),
            "night_a_batch_of_each": (1, self._night, self._make_over),
        }
        least = dict.fromkeys(operations, float("inf"))
        for turn in range(ROUNDS + 1):
            for name, (count, call, before) in operations.items():
                before()
                spent = self._milliseconds(call, count)
                if turn:  # the first one reads everything into memory
                    least[name] = min(least[name], spent)
        self._tidy()
        return least

    def _milliseconds(self, call: Callable[[], Any], count: int) -> float:
        begun = self._spent()
        for _ in range(count):
            call()
        return (self._spent() - begun) / count / NANOSECONDS_OF_MILLISECOND

    def _spent(self) -> int:
        return process_time_ns() + sum(map(of_process, self._backends))

    def _some_ids(self) -> Any:  # noqa: ANN401 - an iterator of ids
        """Yield ids of past appointments all over the town's table, and begin again."""
        with self.setting.running.work(self._town) as unit:
            some = sa.text("SELECT id FROM appointment WHERE tenant = :town AND state = 'done' ORDER BY id LIMIT 2000")
            found = unit.connection.execute(some, {"town": TOWN}).scalars().all()
        while True:
            yield from found

    def _always_alike(self) -> None:
        """Do what has nothing to do with any table, in both processes."""
        with self.setting.running.work(self._town) as unit:
            told = unit.connection.execute(_ALIKE).all()
        json.dumps(sorted(map(str, told)))

    def _desk_day(self) -> None:
        with self.setting.running.work(self._town) as unit:
            unit.appointments.on_day(self.setting.first + timedelta(days=7))

    def _event(self, appointment: UUID) -> None:
        """Record an event, relay it, and handle one that was heard."""
        now, running = datetime.now(UTC), self.setting.running
        with running.work(self._town) as unit:
            unit.record(AppointmentCancelled(appointment_id=appointment, cancelled_at=now, by="citizen"))
        self._relay._publish_batch(self.relay, _TakesAll())  # type: ignore[arg-type]  # noqa: SLF001 - one batch of it
        ended = ConsultationEnded(
            appointment_id=appointment, consultation_id=uuid4(), ended_at=now, outcome="completed"
        )
        stamp = Stamp(id=uuid4(), source="video", tenant=TOWN, time=now, sequence=1)
        if self._handling(json.dumps(seal(ended, stamp, running.service.catalogue))) is not Outcome.HANDLED:
            raise RuntimeError("an event that came for the first time was not handled")

    def _look_up(self, appointment: UUID) -> None:
        with self.setting.running.work(self._town) as unit:
            unit.access.find(str(appointment))
            unit.access.grant(appointment, "manage")
            if unit.appointments.find(appointment) is None:
                raise RuntimeError("an appointment is gone")

    def _night(self) -> None:
        self.setting.running.due_work.jobs[PURGE](self.setting.running.work.of(self._town), None, uuid4())

    def _make_over(self) -> None:
        with self.setting.owner.begin() as connection:
            connection.execute(sa.text(_LEFT[0]), {"town": TOWN})
            for rows in _OVER:
                connection.execute(sa.text(rows), {"town": TOWN, "count": BATCH})

    def _tidy(self) -> None:
        """Take away what was booked, so that the next size finds the same calendar."""
        with self.setting.owner.begin() as connection:
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            for rows in _LEFT:
                connection.execute(sa.text(rows), {"town": TOWN, "since": self.begun})


def _nothing() -> None:
    """Prepare nothing."""
