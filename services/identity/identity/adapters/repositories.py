"""Checks as rows."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from pydantic import TypeAdapter

from chassis.retention.persons import export
from chassis.tenancy import Tenant
from identity.adapters.holdings import HOLDINGS
from identity.adapters.tables import checks
from identity.domain.check import Check, Decision, Results, Status, Step
from identity.domain.errors import OutOfStep
from identity.domain.names import Names
from identity.domain.tally import Count

_RESULTS = TypeAdapter(Results)
SHOWN = 200


class CheckRows:
    """The checks of one town."""

    def __init__(self, connection: sa.Connection, tenant: Tenant) -> None:
        self._connection = connection
        self._tenant = tenant

    def add(self, check: Check) -> None:
        """Keep a new check."""
        self._connection.execute(checks.insert().values(tenant=self._tenant.key, **_row(check)))

    def of_appointment(self, appointment_id: UUID) -> Check | None:
        """Return the check of an appointment."""
        return self._one(self._of(appointment_id))

    def locked(self, appointment_id: UUID) -> Check | None:
        """Return the check of an appointment, locked for this transaction."""
        return self._one(self._of(appointment_id).with_for_update())

    def save(self, check: Check) -> None:
        """Keep a changed check; refused if somebody else changed it since it was read."""
        saved = self._connection.execute(
            checks.update()
            .where(
                checks.c.tenant == self._tenant.key,
                checks.c.appointment_id == check.appointment_id,
                checks.c.revision < check.revision,
            )
            .values(_row(check))
        )
        if not saved.rowcount:
            raise OutOfStep("the check was changed by somebody else")

    def open_checks(self) -> Sequence[Check]:
        """Return the checks that clerks work on now, oldest first."""
        rows = self._connection.execute(
            sa.select(checks)
            .where(checks.c.tenant == self._tenant.key, checks.c.status == Status.OPEN)
            .order_by(checks.c.begins_at)
            .limit(SHOWN)
        )
        return [_check(row) for row in rows]

    def decided_since(self, day: date, status: Status, most: int) -> Sequence[Check]:
        """Return the newest checks of a status that were decided on that day or later."""
        since = datetime.combine(day, time.min, self._tenant.zone)
        rows = self._connection.execute(
            sa.select(checks)
            .where(checks.c.tenant == self._tenant.key, checks.c.status == status, checks.c.decided_at >= since)
            .order_by(checks.c.decided_at.desc())
            .limit(most)
        )
        return [_check(row) for row in rows]

    def counts_since(self, day: date) -> list[Count]:
        """Count the checks that were decided on that day or later by clerk, status and reason."""
        since = datetime.combine(day, time.min, self._tenant.zone)
        columns = (checks.c.clerk, checks.c.status, checks.c.reason)
        rows = self._connection.execute(
            sa.select(*columns, sa.func.count().label("number"))
            .where(checks.c.tenant == self._tenant.key, checks.c.decided_at >= since)
            .group_by(*columns)
        )
        return [Count(row.clerk or "", Status(row.status), row.reason or "", row.number) for row in rows]

    def everything_about(self, appointment_id: UUID) -> dict[str, Any]:
        """Return every row that identity holds about an appointment (Art. 15 DSGVO)."""
        return export(self._connection, self._tenant.key, HOLDINGS, (appointment_id,))

    def _of(self, appointment_id: UUID) -> sa.Select[Any]:
        return sa.select(checks).where(checks.c.tenant == self._tenant.key, checks.c.appointment_id == appointment_id)

    def _one(self, statement: sa.Select[Any]) -> Check | None:
        row = self._connection.execute(statement).one_or_none()
        return None if row is None else _check(row)


def _row(check: Check) -> dict[str, object]:
    decision = check.decision
    return {
        "appointment_id": check.appointment_id,
        "id": check.id,
        "booked_given_names": check.booked.given_names,
        "booked_family_name": check.booked.family_name,
        "required_level": check.required,
        "begins_at": check.begins_at,
        "status": check.status,
        "step": check.step,
        "revision": check.revision,
        "consultation_id": check.consultation_id,
        "clerk": check.clerk,
        "results": _RESULTS.dump_python(check.results, mode="json"),
        "decided_at": decision.at if decision else None,
        "decided_by": decision.actor if decision else None,
        "level": decision.level if decision else None,
        "reason": decision.reason if decision else None,
        "method": decision.method if decision else None,
    }


def _check(row: sa.Row[Any]) -> Check:
    decision = None
    if row.decided_at is not None:
        decision = Decision(row.decided_at, row.decided_by, row.level, row.reason, row.method or "video")
    return Check(
        id=row.id,
        appointment_id=row.appointment_id,
        booked=Names(row.booked_given_names, row.booked_family_name),
        required=row.required_level,
        begins_at=row.begins_at,
        # Until the release after this one: a pod of the one before may still write that a check pauses.
        status=Status.OPEN if row.status == "paused" else Status(row.status),
        step=Step(row.step),
        revision=row.revision,
        consultation_id=row.consultation_id,
        clerk=row.clerk,
        results=_RESULTS.validate_python(row.results),
        decision=decision,
    )
