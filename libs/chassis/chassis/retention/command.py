"""One person at one service, by command: found, exported, erased with a receipt; events on their way included.

`charts/person.py` asks all five services one after the other.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from chassis.messaging.dead_letters import DeadLetters
from chassis.persistence.audit import first_broken
from chassis.persistence.tables import outbox
from chassis.retention.holding import Holding
from chassis.retention.of_the_house import HOUSE, appointment_of
from chassis.retention.persons import erase, export, find
from chassis.service import Running
from chassis.tenancy import Tenant

ACTOR = "operator:person-command"


class StillOnTheWay(RuntimeError):
    """Events of this person wait in the outbox; erasing now would let a neighbour hear of them afterwards."""


class PersonCommand:
    """What can be asked about one person at one town of one service."""

    def __init__(
        self,
        running: Running[Any],
        tenant: Tenant,
        ids: Collection[UUID],
        addresses: Collection[str],
        letters: DeadLetters,
    ) -> None:
        self._running, self._tenant = running, tenant
        self._ids, self._addresses, self._letters = ids, addresses, letters

    @property
    def _holdings(self) -> tuple[Holding, ...]:
        return (*HOUSE, *self._running.service.holdings)

    def find(self) -> dict[str, Any]:
        """Return the appointments that belong to the addresses."""
        with self._running.work(self._tenant) as unit:
            ids = find(unit.connection, self._tenant.key, self._holdings, self._addresses)
        return {"appointments": sorted(map(str, ids))}

    def export(self) -> dict[str, Any]:
        """Return everything of the person, dead letters as far as they name them."""
        with self._running.work(self._tenant) as unit:
            told = export(unit.connection, self._tenant.key, self._holdings, self._ids, self._addresses)
        return {"holdings": told, "dead_letters": self._letters.bodies_of(self._tenant.key, self._words)}

    def erase(self) -> dict[str, Any]:
        """Forget the person and return the receipt: numbers alone, and whether the audit trail still holds.

        Raises:
            StillOnTheWay: nothing was erased.
        """
        with self._running.work(self._tenant) as unit:
            if waiting := self._waiting(unit.connection):
                raise StillOnTheWay(f"{waiting} events of this person are not published yet; try again in some minutes")
            erased = erase(unit.connection, self._tenant.key, self._holdings, self._ids, self._addresses)
            for appointment in sorted(self._ids):
                unit.audit("person.erased", appointment, ACTOR)
        discarded = self._letters.discard_of(self._tenant.key, self._words)
        with self._running.work(self._tenant) as unit:
            kept = export(unit.connection, self._tenant.key, self._holdings, self._ids, self._addresses)
            broken = first_broken(unit.connection, self._tenant.key)
        return {
            "erased": erased,
            "dead_letters_discarded": discarded,
            "kept": {key: len(rows) for key, rows in kept.items() if rows},
            "audit_chain_holds": broken is None,
        }

    @property
    def _words(self) -> list[str]:
        """What a message of this person holds, whichever event it is."""
        return [*map(str, self._ids), *self._addresses]

    def _waiting(self, connection: sa.Connection) -> int:
        mine = sa.and_(
            outbox.c.tenant == self._tenant.key,
            outbox.c.published_at.is_(None),
            appointment_of(outbox.c.body).in_(list(self._ids)),
        )
        return int(connection.execute(sa.select(sa.func.count()).select_from(outbox).where(mine)).scalar_one())
