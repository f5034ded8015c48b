"""Attempts to pay as rows of one town."""

from dataclasses import asdict
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from billing.adapters import records
from billing.adapters.rows import Rows
from billing.adapters.tables import payments, webhooks
from billing.domain.payment import Payment


class PaymentRows(Rows):
    """Attempts to pay at a provider."""

    table = payments

    def add(self, payment: Payment) -> None:
        """Keep one; a second click at the same time finds it there."""
        self._insert(asdict(payment))

    def get(self, payment_id: UUID) -> Payment | None:
        """Return one, locked."""
        row = self._one(self._select(payments.c.id == payment_id).with_for_update())
        return None if row is None else records.payment(row)

    def save(self, payment: Payment) -> None:
        """Write its changes."""
        self._update(asdict(payment))

    def of_charge(self, charge_id: UUID) -> list[Payment]:
        """Return the attempts for a charge, oldest first."""
        chosen = self._select(payments.c.charge_id == charge_id).order_by(payments.c.attempt)
        return [records.payment(row) for row in self._all(chosen)]

    def together(self, payment_id: UUID) -> list[Payment]:
        """Return the payments of one order, of which this is one, locked in the same order by everybody."""
        joint = self._connection.execute(
            sa.select(payments.c.joint).where(payments.c.tenant == self._tenant, payments.c.id == payment_id)
        ).scalar_one_or_none()
        mine = payments.c.id == payment_id if joint is None else payments.c.joint == joint
        rows = self._all(self._select(mine).order_by(payments.c.id).with_for_update())
        return [records.payment(row) for row in rows]

    def by_order(self, order_id: str) -> Payment | None:
        """Return the attempt that the provider calls by this order id."""
        row = self._one(self._select(payments.c.order_id == order_id).order_by(payments.c.id).limit(1))
        return None if row is None else records.payment(row)

    def by_capture(self, capture_id: str) -> Payment | None:
        """Return the attempt whose money the provider calls by this id."""
        row = self._one(self._select(payments.c.capture_id == capture_id).order_by(payments.c.id).limit(1))
        return None if row is None else records.payment(row)

    def hear(self, transmission: str, event: str) -> bool:
        """Keep that a message of the provider was heard; False if it, or its event, was heard before."""
        row = insert(webhooks).values(tenant=self._tenant, transmission=transmission[:200], event=event[:200])
        return bool(self._connection.execute(row.on_conflict_do_nothing()).rowcount)
