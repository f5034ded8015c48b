"""The books: entries with their lines, only ever appended to."""

import sqlalchemy as sa

from billing.adapters.tables.metadata import metadata
from chassis.persistence.tables import Id, Moment, tenant_table

ledger_entries = tenant_table(
    "ledger_entries",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("position", sa.BigInteger, sa.Identity(always=True), nullable=False),
    sa.Column("charge_id", Id),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("booked_at", Moment, nullable=False),
    sa.ForeignKeyConstraint(["tenant", "charge_id"], ["charges.tenant", "charges.id"]),
    sa.UniqueConstraint("tenant", "charge_id", "what"),
)

ledger_lines = tenant_table(
    "ledger_lines",
    metadata,
    sa.Column("entry_id", Id, primary_key=True),
    sa.Column("line", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("amount", sa.BigInteger, nullable=False),
    sa.ForeignKeyConstraint(["tenant", "entry_id"], ["ledger_entries.tenant", "ledger_entries.id"]),
    sa.CheckConstraint("amount <> 0", name="amount"),
    sa.CheckConstraint(
        "account IN ('receivables', 'bank', 'paypal_clearing', 'federation_share', 'fees', 'psp_cost', "
        "'unidentified', 'dunning_fees', 'refunds')",
        name="account",
    ),
    sa.Index(None, "tenant", "account"),
)
