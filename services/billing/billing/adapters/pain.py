"""Writes refunds for the bank: pain.001.001.09 (ISO 20022), valid by its schema."""

from collections.abc import Sequence
from datetime import date

from sepaxml import SepaTransfer

from billing.use_cases.outside import RefundOrder

SCHEMA = "pain.001.001.09"


def write_refunds(holder: str, iban: str, bic: str, day: date, orders: Sequence[RefundOrder]) -> bytes:
    """Return the file; sepaxml checks it against the ISO schema before it is handed out."""
    account = {"name": holder, "IBAN": iban, "BIC": bic, "batch": True, "currency": "EUR"}
    transfer = SepaTransfer(account, schema=SCHEMA, clean=True)
    for order in orders:
        transfer.add_payment(
            {
                "name": order.name[:70],
                "IBAN": order.iban,
                "amount": order.amount,
                "execution_date": day,
                "description": order.purpose[:140],
                "endtoend_id": order.end_to_end,
            }
        )
    return bytes(transfer.export(validate=True))
