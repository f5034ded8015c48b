"""The books as rows: only ever appended to; the database checks that each entry is balanced."""

from collections.abc import Collection
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

import sqlalchemy as sa

from billing.adapters.tables import charges, ledger_entries, ledger_lines, notices
from billing.domain.ledger import Account, BookedLine, Entry, Line


class LedgerRows:
    """The ledger of one tenant in one transaction."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def book(self, *entries: Entry) -> None:
        """Append bookings; the same occasion of the same charge violates a unique constraint."""
        if not entries:
            return
        self._connection.execute(
            ledger_entries.insert(),
            [
                {
                    "tenant": self._tenant,
                    "id": entry.id,
                    "charge_id": entry.charge_id,
                    "what": entry.what,
                    "booked_at": entry.booked_at,
                }
                for entry in entries
            ],
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
                for entry in entries
                for number, line in enumerate(entry.lines, 1)
            ],
        )

    def owed_apart_from_transfers(self, charge_ids: Collection[UUID]) -> dict[UUID, int]:
        """Return what each of these charges came to, leaving out what the bank reported."""
        what = ledger_entries.c.what
        # What went back by transfer is left out too, so that a refund makes no transfer another one than it was.
        apart = (~what.like("bank:%"), ~what.like("assigned:%"), ~what.like("refund:%"))
        return self._owed(charge_ids, *apart)

    def credits(self, limit: int) -> dict[UUID, int]:
        """Return the charges for which more came than was owed, with how much."""
        owed = sa.func.sum(ledger_lines.c.amount)
        told = (
            sa.select(ledger_entries.c.charge_id, -owed)
            .select_from(_together())
            .where(
                ledger_entries.c.tenant == self._tenant,
                ledger_entries.c.charge_id.is_not(None),
                ledger_lines.c.account == Account.RECEIVABLES.value,
            )
            .group_by(ledger_entries.c.charge_id)
            .having(owed < 0)
            .limit(limit)
        )
        return {charge: int(credit) for charge, credit in self._connection.execute(told).tuples()}

    def owed(self, charge_ids: Collection[UUID]) -> dict[UUID, int]:
        """Return what is owed for each of these charges; negative is credit."""
        return self._owed(charge_ids)

    def noted_by_hand(self, charge_ids: Collection[UUID]) -> dict[UUID, int]:
        """Return which transfers were noted by hand for these charges and are confirmed by no statement yet."""
        what = ledger_entries.c.what
        owed = self._owed(charge_ids, sa.or_(what == "transferred", what.like("confirmed:%")))
        return {charge: -amount for charge, amount in owed.items() if amount}

    def _owed(self, charge_ids: Collection[UUID], *conditions: sa.ColumnElement[bool]) -> dict[UUID, int]:
        lines, entries = ledger_lines.c, ledger_entries.c
        told = (
            sa.select(entries.charge_id, sa.func.sum(lines.amount))
            .select_from(_together())
            .where(
                entries.tenant == self._tenant,
                entries.charge_id.in_(charge_ids),
                lines.account == Account.RECEIVABLES.value,
                *conditions,
            )
            .group_by(entries.charge_id)
        )
        return {charge: int(owed) for charge, owed in self._connection.execute(told).tuples()}

    def collected_share_before(self, moment: datetime) -> int:
        """Return the Federation's share of what was collected before a moment, less what was remitted."""
        c, line = ledger_entries.c, ledger_lines.c
        collected = (
            sa.select(c.charge_id)
            .select_from(_together())
            .where(c.tenant == self._tenant, c.booked_at < moment, line.account == Account.RECEIVABLES.value)
            .group_by(c.charge_id)
            .having(sa.func.sum(line.amount) <= 0)
        )
        told = (
            sa.select(-sa.func.coalesce(sa.func.sum(line.amount), 0))
            .select_from(_together())
            .where(
                c.tenant == self._tenant,
                line.account == Account.FEDERATION_SHARE.value,
                sa.or_(sa.and_(c.booked_at < moment, c.charge_id.in_(collected)), c.what.like("remitted:%")),
            )
        )
        return int(self._connection.execute(told).scalar_one())

    def has(self, occasion: str) -> bool:
        """Tell whether something that is about no charge was booked under an occasion."""
        c = ledger_entries.c
        found = sa.select(c.id).where(c.tenant == self._tenant, c.what == f"{occasion}:{self._tenant}")
        return self._connection.execute(found).first() is not None

    def lines_between(self, begin: datetime, end: datetime) -> list[BookedLine]:
        """Return every line that was booked in a time, in the order of booking."""
        e, line = ledger_entries.c, ledger_lines.c
        about = (
            _together()
            .outerjoin(charges, sa.and_(charges.c.tenant == e.tenant, charges.c.id == e.charge_id))
            .outerjoin(notices, sa.and_(notices.c.tenant == e.tenant, notices.c.charge_id == e.charge_id))
        )
        chosen = (
            sa.select(
                e.id.label("entry_id"),
                e.booked_at,
                e.what,
                line.account,
                line.amount,
                charges.c.case_number,
                notices.c.kassenzeichen,
            )
            .select_from(about)
            .where(e.tenant == self._tenant, e.booked_at >= begin, e.booked_at < end)
            .order_by(e.position, line.line)
        )
        return [BookedLine(**row._mapping) for row in self._connection.execute(chosen)]  # noqa: SLF001 - public by design

    def by_day(self, begin: datetime, end: datetime, zone: str) -> dict[date, tuple[int, int]]:
        """Return what was assessed and what came, by the town's days; what went to the Federation is neither."""
        e, line = ledger_entries.c, ledger_lines.c
        day = sa.cast(sa.func.timezone(zone, e.booked_at), sa.Date)
        charged = (Account.FEES.value, Account.FEDERATION_SHARE.value, Account.DUNNING_FEES.value)
        money = (Account.BANK.value, Account.PAYPAL_CLEARING.value, Account.PSP_COST.value)
        assessed = sa.func.coalesce(sa.func.sum(-line.amount).filter(line.account.in_(charged)), 0)
        received = sa.func.coalesce(sa.func.sum(line.amount).filter(line.account.in_(money)), 0)
        told = (
            sa.select(day, assessed, received)
            .select_from(_together())
            .where(e.tenant == self._tenant, e.booked_at >= begin, e.booked_at < end, ~e.what.like("remitted:%"))
            .group_by(day)
        )
        return {found: (int(fees), int(came)) for found, fees, came in self._connection.execute(told).tuples()}

    def balances(self) -> dict[Account, int]:
        """Return what every account comes to."""
        told = (
            sa.select(ledger_lines.c.account, sa.func.sum(ledger_lines.c.amount))
            .where(ledger_lines.c.tenant == self._tenant)
            .group_by(ledger_lines.c.account)
        )
        return {Account(account): int(amount) for account, amount in self._connection.execute(told).tuples()}

    def of_charge(self, charge_id: UUID) -> list[Entry]:
        """Return the bookings about a charge, oldest first."""
        columns = (
            ledger_entries.c.position,
            ledger_entries.c.what,
            ledger_entries.c.booked_at,
            ledger_lines.c.account,
            ledger_lines.c.amount,
        )
        rows = self._connection.execute(
            sa.select(*columns)
            .select_from(_together())
            .where(ledger_entries.c.tenant == self._tenant, ledger_entries.c.charge_id == charge_id)
            .order_by(ledger_entries.c.position, ledger_lines.c.line)
        ).all()
        entries = []
        for _, group in groupby(rows, key=lambda row: row.position):
            lines = list(group)
            sides = tuple(Line(Account(row.account), row.amount) for row in lines)
            entries.append(Entry(charge_id, lines[0].what, lines[0].booked_at, sides))
        return entries


def _together() -> sa.Join:
    return ledger_entries.join(
        ledger_lines,
        sa.and_(ledger_lines.c.tenant == ledger_entries.c.tenant, ledger_lines.c.entry_id == ledger_entries.c.id),
    )
