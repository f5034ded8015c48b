"""The names of staff as rows of one town, apart from the audit, which holds ids alone."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from identity.adapters.tables import staff_name

_OFTEN_ENOUGH = timedelta(days=1)


class NameRows:
    """Keeps whom the provider vouched for, until they have not acted for a year."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def met(self, subject: str, name: str, now: datetime) -> None:
        """Note that this person acts; once a day, and whenever the provider tells another name."""
        row = insert(staff_name).values(tenant=self._tenant, subject=subject, name=name, seen_at=now)
        known, told = staff_name.c, row.excluded
        self._connection.execute(
            row.on_conflict_do_update(
                index_elements=["tenant", "subject"],
                set_={"name": told.name, "seen_at": told.seen_at},
                where=sa.or_(known.name != told.name, known.seen_at < now - _OFTEN_ENOUGH),
            )
        )

    def known(self) -> dict[str, str]:
        """Return the names by the provider's id, in the order of the alphabet."""
        of_town = sa.select(staff_name.c.subject, staff_name.c.name).where(staff_name.c.tenant == self._tenant)
        rows = self._connection.execute(of_town.order_by(staff_name.c.name, staff_name.c.subject))
        return {row.subject: row.name for row in rows}
