"""Forgets what is over, in batches small enough that nobody waits for a lock, each night and town by town."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from chassis.persistence.sections import NoCatalogue
from chassis.retention.holding import Holding
from chassis.telemetry import metrics

PURGE = "purge-holdings"
BATCH = 500


def purger(holdings: Sequence[Holding], service: str) -> Callable[[Any, object, UUID], None]:
    """Return the job that forgets what is over of one town."""

    def purge(work: Callable[[], Any], _ports: object, _item: UUID) -> None:
        for holding in holdings:
            while _purge_batch(work, holding, service) == BATCH:
                pass

    return purge


def _other_days(unit: Any) -> Mapping[str, int]:  # noqa: ANN401 - each service has its own
    """Return the days that the town has set; one without a catalogue forgets like all others."""
    try:
        return getattr(unit.catalogue, "retention", {})
    except NoCatalogue:
        return {}


def _purge_batch(work: Callable[[], Any], holding: Holding, service: str) -> int:
    with work() as unit:
        table, tenant = holding.table, unit.tenant.key
        kept = _other_days(unit)
        keeps = timedelta(days=kept[holding.key]) if holding.key in kept else holding.keeps
        over = holding.over(tenant, unit.clock() - keeps)
        row_id: sa.ColumnElement[Any] = sa.literal_column(f'"{table.name}".ctid')
        some = sa.select(row_id).select_from(table).where(over).limit(BATCH).with_for_update(skip_locked=True)
        # The ids are an array, so that PostgreSQL takes the batch once instead of anew for each row.
        batch = row_id == sa.func.any(sa.func.array(some.scalar_subquery()))
        forgotten = unit.connection.execute(holding.empty(sa.and_(over, batch))).rowcount
        metrics.ROWS_FORGOTTEN.labels(service, holding.key, tenant).inc(forgotten)
        return int(forgotten)
