"""What the desk keeps as rows: copies of the neighbours' facts, and the clerk's notes."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from chassis.persistence.statements import insertion
from video.adapters.tables import case_copy, check_copy, note
from video.domain.copies import CaseCopy, CheckCopy

# Put together once: SQLAlchemy compiles an insert with ON CONFLICT anew each time, and each case and check passes here.
_PUT_CHECK = insertion(
    check_copy,
    ("appointment_id", "outcome", "level"),
    more="ON CONFLICT (tenant, appointment_id) DO UPDATE SET outcome = excluded.outcome, level = excluded.level",
)
_PUT_CASE = insertion(
    case_copy,
    ("case_id", "appointment_id", "number", "procedure_name", "status"),
    more="ON CONFLICT (tenant, case_id) DO UPDATE SET appointment_id = excluded.appointment_id,"
    " number = excluded.number, procedure_name = excluded.procedure_name, status = excluded.status",
)


class CopyRows:
    """Keeps copies of checks and cases within one tenant's transaction."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def put_check(self, check: CheckCopy) -> None:
        """Keep the newest outcome of an appointment's check."""
        self._connection.execute(_PUT_CHECK, {"tenant": self._tenant, **asdict(check)})

    def check(self, appointment_id: UUID) -> CheckCopy | None:
        """Return the outcome of an appointment's check, if there is one."""
        row = self._connection.execute(
            sa.select(check_copy).where(
                check_copy.c.tenant == self._tenant, check_copy.c.appointment_id == appointment_id
            )
        ).one_or_none()
        return None if row is None else CheckCopy(row.appointment_id, row.outcome, row.level)

    def put_case(self, case: CaseCopy) -> None:
        """Keep a case as it stands."""
        self._connection.execute(_PUT_CASE, {"tenant": self._tenant, **asdict(case)})

    def case(self, case_id: UUID) -> CaseCopy | None:
        """Return one case."""
        row = self._connection.execute(self._cases().where(case_copy.c.case_id == case_id)).one_or_none()
        return None if row is None else _case(row)

    def cases(self, appointment_id: UUID) -> tuple[CaseCopy, ...]:
        """Return the cases of an appointment by their number."""
        wanted = self._cases().where(case_copy.c.appointment_id == appointment_id).order_by(case_copy.c.number)
        return tuple(_case(row) for row in self._connection.execute(wanted))

    def _cases(self) -> sa.Select[Any]:
        return sa.select(case_copy).where(case_copy.c.tenant == self._tenant)


class NoteRows:
    """Keeps the clerks' notes within one tenant's transaction."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def put(self, consultation_id: UUID, text: str, clerk: str, now: datetime) -> None:
        """Keep the sheet as it is now."""
        told = {"text": text, "clerk": clerk, "written_at": now}
        row = insert(note).values(tenant=self._tenant, consultation_id=consultation_id, **told)
        self._connection.execute(row.on_conflict_do_update(index_elements=["tenant", "consultation_id"], set_=told))

    def get(self, consultation_id: UUID) -> str:
        """Return the sheet, empty if nobody has written on it."""
        found = self._connection.execute(
            sa.select(note.c.text).where(note.c.tenant == self._tenant, note.c.consultation_id == consultation_id)
        ).scalar()
        return found or ""


def _case(row: sa.Row[Any]) -> CaseCopy:
    return CaseCopy(row.case_id, row.appointment_id, row.number, row.procedure_name, row.status)
