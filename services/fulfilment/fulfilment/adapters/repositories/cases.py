"""Cases and their history as rows."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa

from chassis.persistence.statements import insertion
from contracts.event import decode, encode
from fulfilment.adapters.tables import cases, step
from fulfilment.domain.appointment import Correction
from fulfilment.domain.case import Case, Confirmation, Step
from fulfilment.domain.errors import CaseUnknown
from fulfilment.domain.flow import State
from fulfilment.domain.statement import Line, Statement

_PLAIN = (
    "id",
    "appointment_id",
    "number",
    "procedure",
    "version",
    "procedure_name",
    "opened_at",
    "changed_at",
    "state",
    "answers",
    "note",
    "settlement",
    "reference",
    "reason",
    "due_on",
    "sending_since",
)


_ADD = insertion(cases, (*_PLAIN, "statement", "confirmed_digest", "confirmed_at", "correction"))
_APPEND = insertion(step, tuple(field.name for field in fields(Step)))


class CaseRows:
    """All cases of one tenant in one transaction."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def add(self, case: Case) -> None:
        """Add a case."""
        self._connection.execute(_ADD, {"tenant": self._tenant, **_values(case)})

    def save(self, case: Case) -> None:
        """Save a case's changes."""
        self._connection.execute(
            cases.update().where(cases.c.tenant == self._tenant, cases.c.id == case.id).values(**_values(case))
        )

    def get(self, case_id: UUID) -> Case:
        """Return a case or raise `CaseUnknown`."""
        return self._one(self._mine().where(cases.c.id == case_id), case_id)

    def lock(self, case_id: UUID) -> Case:
        """Return a case that nobody else changes until the transaction ends."""
        return self._one(self._mine().where(cases.c.id == case_id).with_for_update(), case_id)

    def of(self, appointment_id: UUID) -> tuple[Case, ...]:
        """Return the cases of an appointment in the order of their numbers."""
        return self._all(self._of(appointment_id))

    def lock_of(self, appointment_id: UUID) -> tuple[Case, ...]:
        """Return them locked, always in the same order, so that two transactions do not wait for each other."""
        return self._all(self._of(appointment_id).with_for_update())

    def listed(self, states: Iterable[State], limit: int) -> tuple[Case, ...]:
        """Return the cases in these states, the longest unchanged first."""
        wanted = self._mine().where(cases.c.state.in_(list(states)))
        return self._all(wanted.order_by(cases.c.changed_at, cases.c.number).limit(limit))

    def find_by_number(self, number: str) -> Case | None:
        """Return the case of that number."""
        row = self._connection.execute(self._mine().where(cases.c.number == number)).one_or_none()
        return None if row is None else case_of(row)

    def count_by_state(self) -> dict[State, int]:
        """Return how many cases stand where."""
        rows = self._connection.execute(
            sa.select(cases.c.state, sa.func.count()).where(cases.c.tenant == self._tenant).group_by(cases.c.state)
        )
        return {cast("State", state): count for state, count in rows}

    def _mine(self) -> sa.Select[Any]:
        return sa.select(cases).where(cases.c.tenant == self._tenant)

    def _of(self, appointment_id: UUID) -> sa.Select[Any]:
        return self._mine().where(cases.c.appointment_id == appointment_id).order_by(cases.c.number)

    def _one(self, query: sa.Select[Any], case_id: UUID) -> Case:
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise CaseUnknown(str(case_id))
        return case_of(row)

    def _all(self, query: sa.Select[Any]) -> tuple[Case, ...]:
        return tuple(case_of(row) for row in self._connection.execute(query))


class StepRows:
    """The history of one tenant's cases; the role that services connect as can only append."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def append(self, entry: Step) -> None:
        """Append one step."""
        self._connection.execute(_APPEND, {"tenant": self._tenant, **vars(entry)})

    def of(self, appointment_id: UUID) -> tuple[Step, ...]:
        """Return every step of the appointment's cases, oldest first."""
        owned = sa.select(cases.c.id).where(cases.c.tenant == self._tenant, cases.c.appointment_id == appointment_id)
        rows = self._connection.execute(
            sa.select(step).where(step.c.tenant == self._tenant, step.c.case_id.in_(owned)).order_by(step.c.position)
        )
        return tuple(_step(row) for row in rows)

    def of_case(self, case_id: UUID) -> tuple[Step, ...]:
        """Return every step of one case, oldest first."""
        mine = sa.and_(step.c.tenant == self._tenant, step.c.case_id == case_id)
        return tuple(
            _step(row) for row in self._connection.execute(sa.select(step).where(mine).order_by(step.c.position))
        )


def _step(row: sa.Row[Any]) -> Step:
    return Step(row.case_id, row.at, row.event, row.state, row.actor, row.detail)


def _values(case: Case) -> dict[str, Any]:
    said = case.confirmation
    return {name: getattr(case, name) for name in _PLAIN} | {
        "statement": None if case.statement is None else asdict(case.statement),
        "confirmed_digest": said.digest if said else None,
        "confirmed_at": said.at if said else None,
        "correction": None if case.correction is None else encode(case.correction),
    }


def case_of(row: sa.Row[Any]) -> Case:
    """Return the case that a row holds."""
    said = Confirmation(row.confirmed_digest, row.confirmed_at) if row.confirmed_digest else None
    text = None if row.statement is None else _statement(row.statement)
    put_right = None if row.correction is None else decode(Correction, row.correction)
    told = {name: getattr(row, name) for name in _PLAIN}
    return Case(**told, statement=text, confirmation=said, correction=put_right)


def _statement(told: dict[str, Any]) -> Statement:
    return Statement(**{**told, "lines": tuple(Line(**line) for line in told["lines"])})
