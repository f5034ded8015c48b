"""The copy of billing's tariffs in PostgreSQL."""

from dataclasses import asdict
from datetime import date

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from booking.adapters.tables import tariff
from booking.domain.fees import Fee, Tariff

_IN_FORCE = (
    sa.select(tariff.c.fees)
    .where(tariff.c.tenant == sa.bindparam("tenant"), tariff.c.valid_from <= sa.bindparam("day"))
    .order_by(tariff.c.valid_from.desc(), tariff.c.received_at.desc())
    .limit(1)
)


class TariffRows:
    """The tariffs of one tenant."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def keep(self, told: Tariff) -> None:
        """Store a tariff, in place of an older version of it."""
        row = insert(tariff).values(
            tenant=self._tenant, id=told.id, valid_from=told.valid_from, fees=[asdict(fee) for fee in told.fees]
        )
        newer = {"valid_from": row.excluded.valid_from, "fees": row.excluded.fees, "received_at": sa.func.now()}
        self._connection.execute(row.on_conflict_do_update(index_elements=["tenant", "id"], set_=newer))

    def fees_on(self, day: date) -> tuple[Fee, ...]:
        """Return the fees of the newest tariff that is in force on that day."""
        fees = self._connection.execute(_IN_FORCE, {"tenant": self._tenant, "day": day}).scalar()
        return tuple(Fee(**told) for told in fees or ())
