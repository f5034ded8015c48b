"""A unit of work: one transaction of one tenant, with the house's verbs; services add their repositories."""

import base64
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

import sqlalchemy as sa
from pydantic import BaseModel

from chassis.clock import Clock, system_clock
from chassis.envelope import EventCatalogue, Stamp, seal
from chassis.mail.message import Mail
from chassis.persistence import tables
from chassis.persistence.access_book import AccessRows
from chassis.persistence.audit import Deed, append, deed
from chassis.persistence.code_rows import CodeRows
from chassis.persistence.engine import tenant_transaction
from chassis.persistence.sections import Sections
from chassis.persistence.statements import insertion
from chassis.persistence.tallies import TallyRows
from chassis.telemetry.traces import current_traceparent, note_correlation
from chassis.tenancy import Tenant

SEND_MAIL = "send-mail"

_RECORD = insertion(tables.outbox, ("id", "subject", "exchange", "routing_key", "mandatory", "body"))
_SEND = insertion(tables.mail, ("id", "recipient", "subject", "text", "attachments"), more="ON CONFLICT DO NOTHING")
_UNSCHEDULE = sa.text("DELETE FROM due_work WHERE tenant = :tenant AND kind = :kind AND item = :item").bindparams(
    sa.bindparam("item", type_=tables.Id)
)
_SCHEDULE = sa.text(
    "INSERT INTO due_work (tenant, kind, item, due, scheduled_at, traceparent)"
    " VALUES (:tenant, :kind, :item, :due, :scheduled_at, :traceparent)"
    " ON CONFLICT (tenant, kind, item) DO UPDATE SET due = excluded.due, attempts = 0, failure = NULL,"
    " scheduled_at = excluded.scheduled_at, traceparent = excluded.traceparent"
)


@dataclass(frozen=True)
class Opened:
    """What a unit of work is opened with."""

    connection: sa.Connection
    tenant: Tenant
    clock: Clock
    service: str
    events: EventCatalogue
    sections: Sections
    causation_id: str | None = None


class UnitOfWork:
    """One open transaction; leave its `with` block to commit, raise to roll back."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self.connection = opened.connection
        self.tenant = opened.tenant
        self.clock = opened.clock
        self._deeds: list[Deed] = []
        self._section: BaseModel | None = None

    @cached_property
    def access(self) -> AccessRows:
        """The tokens that open something at this service."""
        return AccessRows(self.connection, self.tenant.key, self.clock)

    @cached_property
    def limits(self) -> TallyRows:
        """How often something was asked for."""
        return TallyRows(self.connection, self.tenant.key, self.clock)

    @cached_property
    def codes(self) -> CodeRows:
        """One-time codes that were sent by a second channel."""
        return CodeRows(self.connection, self.tenant.key, self.clock)

    @property
    def catalogue(self) -> Any:  # noqa: ANN401 - each service has its own section model
        """This service's section of the tenant's catalogue; which version counts is asked once in a unit."""
        if self._section is None:
            self._section = self._opened.sections.current(self.connection, self.tenant.key)
        return self._section

    def hold_catalogue(self) -> None:
        """Let whoever reads the section to change it do so alone: rivals read it after this unit's end."""
        self._opened.sections.hold(self.connection, self.tenant.key)
        self._section = None

    def store_catalogue(self, section: BaseModel, author: str | None = None, note: str | None = None) -> int | None:
        """Store a section as the next version, which counts from here on; None if nothing changed."""
        self._section = None
        return self._opened.sections.store(self.connection, self.tenant.key, section, author=author, note=note)

    def record(self, event: object) -> None:
        """Put an event into the outbox, in this transaction."""
        entry = self._opened.events.entry(event)
        identity, now = uuid4(), self.clock()
        stamp = Stamp(
            id=identity,
            source=self._opened.service,
            tenant=self.tenant.key,
            time=now,
            sequence=self._sequence(event, now),
            causation_id=self._opened.causation_id,
            traceparent=current_traceparent(),
        )
        note_correlation(self._opened.events.correlation(event))
        row = {
            "tenant": self.tenant.key,
            "id": identity,
            "subject": self._opened.events.subject(event),
            "exchange": entry.event_type.exchange,
            "routing_key": entry.event_type.routing_key,
            "mandatory": bool(entry.subscribers),
            "body": seal(event, stamp, self._opened.events),
        }
        self.connection.execute(_RECORD, row)

    def _sequence(self, event: object, now: datetime) -> int:
        """Return the microseconds of now; for a snapshot never less than before, also where the clock was put back.

        Whoever hears a snapshot drops what is older: one that seemed older than its forerunner would be lost.
        """
        entry, moment = self._opened.events.entry(event), int(now.timestamp() * 1_000_000)
        if not entry.snapshot:
            return moment
        told = tables.outbox.c
        sent = sa.select(sa.func.max(told.body["sequence"].astext.cast(sa.BigInteger))).where(
            told.tenant == self.tenant.key,
            told.subject == self._opened.events.subject(event),
            told.routing_key == entry.event_type.routing_key,
        )
        return max(moment, (self.connection.execute(sent).scalar() or 0) + 1)

    def send(self, mail: Mail) -> None:
        """Put a mail into the mail outbox; a second one of the same key is dropped."""
        identity = mail.id(self.tenant.key)
        row = {
            "tenant": self.tenant.key,
            "id": identity,
            "recipient": mail.to,
            "subject": mail.subject,
            "text": mail.text,
            "attachments": [
                {"name": a.name, "type": a.content_type, "content": base64.b64encode(a.content).decode()}
                for a in mail.attachments
            ],
        }
        if self.connection.execute(_SEND, row).rowcount:
            self.schedule(SEND_MAIL, identity, self.clock())

    def schedule(self, kind: str, item: UUID, due: datetime) -> None:
        """Have a job done when it is due; scheduling it again moves it and forgives its failures."""
        row = {"tenant": self.tenant.key, "kind": kind, "item": str(item), "due": due}
        origin = {"scheduled_at": self.clock(), "traceparent": current_traceparent()}
        self.connection.execute(_SCHEDULE, row | origin)

    def unschedule(self, kind: str, item: UUID) -> None:
        """Drop a job that is not needed any more."""
        self.connection.execute(_UNSCHEDULE, {"tenant": self.tenant.key, "kind": kind, "item": item})

    def audit(self, action: str, subject: UUID, actor: str) -> None:
        """Append who did what to whom: ids only; written at the unit's end."""
        self._deeds.append(deed(self.clock(), actor, action, subject))

    def finish(self) -> None:
        """Write what has to come last in the transaction."""
        append(self.connection, self.tenant.key, self._deeds)
        self._deeds.clear()


UnitT = TypeVar("UnitT", bound=UnitOfWork)


@dataclass(frozen=True)
class WorkFactory(Generic[UnitT]):
    """Opens a service's units of work."""

    engine: sa.Engine
    unit: Callable[[Opened], UnitT]
    service: str
    events: EventCatalogue
    sections: Sections
    clock: Clock = system_clock

    @contextmanager
    def __call__(self, tenant: Tenant, causation_id: str | None = None) -> Iterator[UnitT]:
        """Open a unit for `tenant`, optionally caused by the event of that id."""
        with tenant_transaction(self.engine, tenant.key) as connection:
            unit = self.unit(
                Opened(connection, tenant, self.clock, self.service, self.events, self.sections, causation_id)
            )
            yield unit
            unit.finish()

    def of(self, tenant: Tenant) -> Callable[[], AbstractContextManager[UnitT]]:
        """Return the factory of one tenant, as jobs and outside calls want it."""
        return lambda: self(tenant)
