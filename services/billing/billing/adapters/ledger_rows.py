"""The books as rows: only ever appended to; the database checks that each entry is balanced."""

from itertools import groupby
from uuid import UUID

import sqlalchemy as sa

from billing.adapters.tables import ledger_entries, ledger_lines
from billing.domain.ledger import Account, Entry, Line


class LedgerRows:
    """The ledger of one tenant in one transaction."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def book(self, entry: Entry) -> None:
        """Append a booking; the same occasion of the same charge violates a unique constraint."""
        self._connection.execute(
            ledger_entries.insert().values(
                tenant=self._tenant,
                id=entry.id,
                charge_id=entry.charge_id,
                what=entry.what,
                booked_at=entry.booked_at,
            )
        )
        self._connection.execute(
            ledger_lines.insert(),
            [
                {
                    "tenant": self._tenant,
                    "entry_id": entry.id,
                    "line": number,
                    "account": line.account.value,
                    "amount": line.amount,
                }
                for number, line in enumerate(entry.lines, 1)
            ],
        )

    def of_charge(self, charge_id: UUID) -> list[Entry]:
        """Return the bookings about a charge, oldest first."""
        together = ledger_entries.join(
            ledger_lines,
            sa.and_(ledger_lines.c.tenant == ledger_entries.c.tenant, ledger_lines.c.entry_id == ledger_entries.c.id),
        )
        columns = (
            ledger_entries.c.position,
            ledger_entries.c.what,
            ledger_entries.c.booked_at,
            ledger_lines.c.account,
            ledger_lines.c.amount,
        )
        rows = self._connection.execute(
            sa.select(*columns)
            .select_from(together)
            .where(ledger_entries.c.tenant == self._tenant, ledger_entries.c.charge_id == charge_id)
            .order_by(ledger_entries.c.position, ledger_lines.c.line)
        ).all()
        entries = []
        for _, group in groupby(rows, key=lambda row: row.position):
            lines = list(group)
            sides = tuple(Line(Account(row.account), row.amount) for row in lines)
            entries.append(Entry(charge_id, lines[0].what, lines[0].booked_at, sides))
        return entries
