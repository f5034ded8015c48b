"""Claims due work and does it, one item at a time; several workers share it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import Insert, insert

from chassis.jobs.due_work import DueWork
from chassis.persistence.tables import due_work
from chassis.persistence.unit_of_work import WorkFactory
from chassis.telemetry import metrics
from chassis.telemetry.logs import logger
from chassis.telemetry.traces import span
from chassis.tenancy import Tenant, TenantDirectory

BACK_OFF = (1, 10, 60, 600, 3600)
PARKED_AFTER = 12
CANDIDATES = 20
AT_ONCE = timedelta(minutes=1)
"""Work that is due this soon belongs to what caused it; later work is a story of its own."""
_NIGHTLY = UUID("6f1c0b0e-53f5-4a52-9a53-0f5b6c0d7e11")

# Put together once; every item that is due passes here.
_SAME = sa.and_(*(due_work.c[name] == sa.bindparam(f"this_{name}") for name in ("tenant", "kind", "item")))
_DUE = sa.select(due_work).where(due_work.c.due <= sa.bindparam("now"), due_work.c.attempts < PARKED_AFTER)
_CANDIDATES = _DUE.order_by(due_work.c.due).limit(CANDIDATES)
_FRESH = _DUE.where(_SAME)
_LOCK = sa.select(sa.func.pg_try_advisory_xact_lock(sa.func.hashtextextended(sa.bindparam("key"), 0)))
_FINISH = due_work.delete().where(_SAME, due_work.c.due == sa.bindparam("this_due"))

log = logger(__name__)


@dataclass(frozen=True)
class JobRunner:
    """Does what is due: the item is claimed while its job runs and deleted with its claim, so a crash repeats it."""

    work: WorkFactory[Any]
    tenants: TenantDirectory
    due: DueWork
    ports: object

    def run_one(self) -> bool:
        """Do the next item that is due and that nobody else does; False if there is none."""
        with self.work.engine.begin() as claim:
            row = self._claim(claim)
            if row is None:
                return False
            lateness = self.work.clock() - row.due
            metrics.JOBS_LATENESS.labels(self.work.service, row.kind).observe(lateness.total_seconds())
            error = self._do(row)
            if error is None:
                self._finish(claim, row)
            else:
                self._put_off(claim, row, error)
        return True

    def _claim(self, claim: sa.Connection) -> sa.Row[Any] | None:
        """Return a due row under an advisory lock.

        A row lock would make a job that schedules itself again wait for its own claim; the advisory lock goes
        with the connection too, so an item whose worker was killed is free at once.
        """
        now = {"now": self.work.clock()}
        for row in claim.execute(_CANDIDATES, now).all():
            if claim.execute(_LOCK, {"key": f"{row.tenant}|{row.kind}|{row.item}"}).scalar():
                fresh = claim.execute(_FRESH, now | _this(row)).one_or_none()
                if fresh is not None:
                    return fresh
        return None

    def schedule_nightly(self) -> None:
        """Have each nightly job done for every town in the coming night, unless it is scheduled already.

        One that was given up gets another night: what made it fail may be mended, and it must not rest for good.
        """
        now = self.work.clock()
        for kind in sorted(self.due.nightly):
            for tenant in self.tenants:
                row = {"tenant": tenant.key, "kind": kind, "item": uuid5(_NIGHTLY, kind), "due": _night(tenant, now)}
                with self.work.engine.begin() as connection:
                    connection.execute(_again(insert(due_work).values(**row)))

    def run_all(self) -> int:
        """Do everything that is due now and return how much that was."""
        done = 0
        while self.run_one():
            done += 1
        return done

    def _do(self, row: sa.Row[Any]) -> Exception | None:
        try:
            function = self.due.jobs[row.kind]
            tenant = self.tenants.by_key(row.tenant)
            parent, link = _origin(row)
            with span(
                f"job {row.kind}",
                parent=parent,
                link=link,
                attributes={"tenant": row.tenant, "item": str(row.item)},
            ):
                function(self.work.of(tenant), self.ports, row.item)
        except Exception as error:
            log.exception("job failed", kind=row.kind, tenant=row.tenant, item=str(row.item))
            metrics.JOBS_DONE.labels(self.work.service, row.kind, "failed", row.tenant).inc()
            return error
        metrics.JOBS_DONE.labels(self.work.service, row.kind, "done", row.tenant).inc()
        return None

    def _finish(self, claim: sa.Connection, row: sa.Row[Any]) -> None:
        """Delete the item, unless its job has scheduled itself again meanwhile."""
        claim.execute(_FINISH, _this(row) | {"this_due": row.due})

    def _put_off(self, claim: sa.Connection, row: sa.Row[Any], error: Exception) -> None:
        wait = BACK_OFF[min(row.attempts, len(BACK_OFF) - 1)]
        claim.execute(
            due_work.update()
            .where(_SAME)
            .values(
                attempts=row.attempts + 1,
                due=self.work.clock() + timedelta(seconds=wait),
                failure=type(error).__name__,
            ),
            _this(row),
        )


def _again(statement: Insert) -> Insert:
    """Let a parked item of the same name begin anew."""
    return statement.on_conflict_do_update(
        index_elements=["tenant", "kind", "item"],
        set_={"due": statement.excluded.due, "attempts": 0, "failure": None},
        where=due_work.c.attempts >= PARKED_AFTER,
    )


def _night(tenant: Tenant, now: datetime) -> datetime:
    """Return three in the morning at the town, and some minutes more, so that not all towns come at once."""
    local = now.astimezone(tenant.zone)
    spread = timedelta(minutes=int(sha256(tenant.key.encode()).hexdigest(), 16) % 60)
    night = local.replace(hour=3, minute=0, second=0, microsecond=0) + spread
    return night if night > local else night + timedelta(days=1)


def _origin(row: sa.Row[Any]) -> tuple[str | None, str | None]:
    """Return the trace that the work goes on with, or, for work of another day, the one that it leads back to."""
    if not row.traceparent or row.due - row.scheduled_at <= AT_ONCE:
        return row.traceparent, None
    return None, row.traceparent


def _this(row: sa.Row[Any]) -> dict[str, object]:
    return {"this_tenant": row.tenant, "this_kind": row.kind, "this_item": row.item}
