"""What citizens say of calls, as rows."""

from datetime import datetime
from uuid import uuid4

import sqlalchemy as sa

from video.adapters.tables import feedback as table
from video.domain.feedback import Feedback


class FeedbackRows:
    """Keeps answers within one tenant's transaction."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def add(self, given: Feedback) -> None:
        """Keep one answer under an id that means nothing."""
        self._connection.execute(table.insert().values(tenant=self._tenant, id=uuid4(), **vars(given)))

    def since(self, day: datetime) -> tuple[Feedback, ...]:
        """Return the answers of this day and later, the newest day first, in no order within a day."""
        rows = self._connection.execute(
            sa.select(table)
            .where(table.c.tenant == self._tenant, table.c.day >= day)
            .order_by(table.c.day.desc(), table.c.id)
        )
        return tuple(Feedback(row.day, row.answer, row.words) for row in rows)
