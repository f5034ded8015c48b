"""Minutes of calls as rows."""

from uuid import UUID

import sqlalchemy as sa

from video.adapters.tables import consultation
from video.adapters.tables import quality as table
from video.domain.quality import CallQuality, Measured, Minute


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

    def newest_calls(self, most: int) -> tuple[CallQuality, ...]:
        """Return the newest calls that were measured, each as one row of numbers."""
        rows = self._connection.execute(
            sa.select(
                consultation.c.id,
                consultation.c.started_at,
                sa.func.count(table.c.measured_at.distinct()).label("minutes"),
                sa.func.avg(table.c.round_trip_seconds).label("round_trip"),
                sa.func.max(table.c.loss).label("loss"),
                sa.func.sum(table.c.freezes).label("freezes"),
                sa.func.bool_or(table.c.relayed).label("relayed"),
            )
            .join_from(
                consultation,
                table,
                sa.and_(table.c.tenant == consultation.c.tenant, table.c.consultation_id == consultation.c.id),
            )
            .where(consultation.c.tenant == self._tenant)
            .group_by(consultation.c.id, consultation.c.started_at)
            .order_by(consultation.c.started_at.desc())
            .limit(most)
        )
        return tuple(
            CallQuality(row.id, row.started_at, row.minutes, row.round_trip, row.loss, row.freezes, row.relayed)
            for row in rows
        )
