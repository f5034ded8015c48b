"""The probe: each `Poked` adds a row; `trouble` says how handling it goes wrong."""

from uuid import UUID, uuid4

import sqlalchemy as sa
from pydantic import BaseModel
from sqlalchemy.dialects.postgresql import insert

from chassis.envelope import Received
from chassis.jobs.due_work import DueWork
from chassis.messaging.subscriptions import Subscriptions
from chassis.persistence.statements import insertion
from chassis.persistence.tables import Id, house_metadata, tenant_table
from chassis.persistence.unit_of_work import UnitOfWork
from chassis.service import Service
from chassis.settings import Settings
from chassis.unit import TooEarly, Work
from contracts.catalogue import Catalogue, Entry
from contracts.event import event

metadata = house_metadata()
effects = tenant_table(
    "effects", metadata, sa.Column("id", Id, primary_key=True), sa.Column("event_id", Id, nullable=False)
)


# As the services write what they write often: put together once.
_ADD = insertion(effects, ("id", "event_id"))


@event("probe.thing.poked", version=1, subject="thing_id")
class Poked:
    """Something was poked."""

    thing_id: UUID
    trouble: str = "none"
    amount: int | None = None


@event("probe.thing.unheard", version=1, subject="thing_id")
class Unheard:
    """Nobody hears this, and the catalogue says so."""

    thing_id: UUID


class Section(BaseModel):
    """The probe's part of a catalogue."""

    greeting: str = "Guten Tag"
    retention: dict[str, int] = {}


heard = Subscriptions("probe")
due = DueWork()


@heard.subscribe(Poked)
def count(unit: UnitOfWork, received: Received[Poked]) -> None:
    """Add a row, then get into the trouble that was asked for."""
    unit.connection.execute(_ADD, {"tenant": unit.tenant.key, "id": uuid4(), "event_id": received.id})
    if received.event.trouble == "fails":
        raise RuntimeError("as asked")
    if received.event.trouble == "early" and not unit.connection.execute(sa.select(effects.c.id).offset(1)).first():
        raise TooEarly("the other one is not here yet")


@due.job("poke")
def poke(work: Work[UnitOfWork], _ports: object, item: UUID) -> None:
    """Record an event when it is time; as every job, once also where a crash repeats it."""
    with work() as unit:
        mark = insert(effects).values(tenant=unit.tenant.key, id=item, event_id=item).on_conflict_do_nothing()
        if unit.connection.execute(mark).rowcount:
            unit.record(Poked(thing_id=item))


service = Service(
    name="probe",
    settings=Settings,
    unit=UnitOfWork,
    section=Section,
    catalogue=Catalogue((Entry(Poked, ("probe",)), Entry(Unheard, ()))),
    subscriptions=heard,
    due_work=due,
)
