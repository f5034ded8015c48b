"""The table of counted searches: no person, no address, no wish but the procedure."""

import sqlalchemy as sa

from booking.adapters.tables import metadata
from chassis.persistence.tables import tenant_table

search_tally = tenant_table(
    "search_tally",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("hour", sa.SmallInteger, primary_key=True),
    # Empty for the search as a whole, since one may be for several procedures.
    sa.Column("procedure", sa.Text, primary_key=True),
    sa.Column("searches", sa.Integer, nullable=False),
    sa.Column("in_vain", sa.Integer, nullable=False),
)
