"""The line of a call as rows: participants and a log whose numbers are in commit order."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from video.adapters.tables import consultation, participant, signal
from video.domain.line import Entry, Participant, Said

CHANNEL = "line"
"""PostgreSQL's NOTIFY channel; its payload is a consultation's id and nothing else."""


_RING = sa.select(sa.func.pg_notify(CHANNEL, sa.bindparam("told")))


class LineRows:
    """Keeps participants and what they say within one tenant's transaction."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def participant(self, consultation_id: UUID, participant_id: UUID) -> Participant | None:
        """Return one participant and hold the row, so that two pages at once get two epochs."""
        row = self._connection.execute(
            self._people(consultation_id).where(participant.c.id == participant_id).with_for_update()
        ).one_or_none()
        return None if row is None else _person(row)

    def roster(self, consultation_id: UUID) -> tuple[Participant, ...]:
        """Return everyone who has a place in the call."""
        rows = self._connection.execute(self._people(consultation_id).order_by(participant.c.id))
        return tuple(_person(row) for row in rows)

    def put(self, consultation_id: UUID, person: Participant) -> None:
        """Insert or replace a participant."""
        told = {"kind": person.kind, "name": person.name, "epoch": person.epoch, "page": person.page}
        told["seen_at"] = person.seen_at
        row = insert(participant).values(tenant=self._tenant, consultation_id=consultation_id, id=person.id, **told)
        self._connection.execute(
            row.on_conflict_do_update(index_elements=["tenant", "consultation_id", "id"], set_=told)
        )

    def seen(self, consultation_id: UUID, participant_id: UUID, page: UUID, moment: datetime | None) -> None:
        """Note when the page was last alive, if it still is the person's page."""
        self._connection.execute(
            participant.update()
            .where(
                participant.c.tenant == self._tenant,
                participant.c.consultation_id == consultation_id,
                participant.c.id == participant_id,
                participant.c.page == page,
            )
            .values(seen_at=moment)
        )

    def append(self, consultation_id: UUID, sender: Participant, said: Said, now: datetime) -> int:
        """Take the next number, which locks the consultation's row until commit, and insert under it."""
        seq: int = self._connection.execute(
            consultation.update()
            .where(consultation.c.tenant == self._tenant, consultation.c.id == consultation_id)
            .values(next_seq=consultation.c.next_seq + 1)
            .returning(consultation.c.next_seq)
        ).scalar_one()
        self._connection.execute(
            signal.insert().values(
                tenant=self._tenant,
                consultation_id=consultation_id,
                seq=seq,
                topic=said.topic,
                sender=sender.id,
                sender_epoch=sender.epoch,
                recipient=said.to,
                recipient_epoch=said.to_epoch,
                body=said.body,
                said_at=now,
            )
        )
        return seq

    def since(self, consultation_id: UUID, seq: int) -> tuple[Entry, ...]:
        """Return the log after a number."""
        rows = self._connection.execute(
            sa.select(signal)
            .where(signal.c.tenant == self._tenant, signal.c.consultation_id == consultation_id, signal.c.seq > seq)
            .order_by(signal.c.seq)
        )
        return tuple(
            Entry(
                seq=row.seq,
                topic=row.topic,
                sender=row.sender,
                sender_epoch=row.sender_epoch,
                body=row.body,
                said_at=row.said_at,
                to=row.recipient,
                to_epoch=row.recipient_epoch,
            )
            for row in rows
        )

    def ring(self, consultation_id: UUID) -> None:
        """Wake the sockets; PostgreSQL delivers it when the transaction commits, and drops it on rollback."""
        self._connection.execute(_RING, {"told": str(consultation_id)})

    def remove(self, consultation_id: UUID, participant_id: UUID) -> None:
        """Take a participant out of the call, with the signals from and to them.

        Who comes back begins with the first epoch again, and would be handed the offers of the call before.
        """
        self._connection.execute(
            signal.delete().where(
                signal.c.tenant == self._tenant,
                signal.c.consultation_id == consultation_id,
                signal.c.topic == "signal",
                sa.or_(signal.c.sender == participant_id, signal.c.recipient == participant_id),
            )
        )
        self._connection.execute(
            participant.delete().where(
                participant.c.tenant == self._tenant,
                participant.c.consultation_id == consultation_id,
                participant.c.id == participant_id,
            )
        )

    def purge(self, consultation_id: UUID) -> None:
        """Forget what was said and who was there."""
        for table in (signal, participant):
            self._connection.execute(
                table.delete().where(table.c.tenant == self._tenant, table.c.consultation_id == consultation_id)
            )

    def _people(self, consultation_id: UUID) -> sa.Select[Any]:
        return sa.select(participant).where(
            participant.c.tenant == self._tenant, participant.c.consultation_id == consultation_id
        )


def _person(row: sa.Row[Any]) -> Participant:
    return Participant(row.id, row.kind, row.name, row.epoch, row.page, row.seen_at)
