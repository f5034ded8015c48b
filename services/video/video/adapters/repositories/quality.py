"""Minutes of calls as rows."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from video.adapters.tables import consultation
from video.adapters.tables import quality as table
from video.domain.quality import Measured, Minute


class QualityRows:
    """Keeps measurements within one tenant's transaction."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def add(self, consultation_id: UUID, measured: Measured) -> None:
        """Keep one side's minute."""
        told = vars(measured.minute)
        self._connection.execute(
            table.insert().values(
                tenant=self._tenant,
                consultation_id=consultation_id,
                kind=measured.kind,
                measured_at=measured.at,
                **told,
            )
        )

    def of(self, consultation_id: UUID) -> tuple[Measured, ...]:
        """Return a call's minutes in their order."""
        rows = self._connection.execute(
            sa.select(table)
            .where(table.c.tenant == self._tenant, table.c.consultation_id == consultation_id)
            .order_by(table.c.measured_at)
        )
        return tuple(
            Measured(
                row.kind,
                row.measured_at,
                Minute(row.round_trip_seconds, row.loss, row.frames_per_second, row.width, row.relayed, row.freezes),
            )
            for row in rows
        )

    def newest_calls(self, most: int) -> Sequence[tuple[UUID, datetime]]:
        """Return the ids and beginnings of the newest calls that were measured."""
        measured = sa.exists().where(
            table.c.tenant == consultation.c.tenant, table.c.consultation_id == consultation.c.id
        )
        rows = self._connection.execute(
            sa.select(consultation.c.id, consultation.c.started_at)
            .where(consultation.c.tenant == self._tenant, measured)
            .order_by(consultation.c.started_at.desc())
            .limit(most)
        )
        return [(row.id, row.started_at) for row in rows]
