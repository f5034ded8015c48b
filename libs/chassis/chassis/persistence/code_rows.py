"""One-time codes in PostgreSQL: tries are counted by conditional updates, so that rivals cannot share one."""

import hmac
import secrets
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from chassis.clock import Clock
from chassis.one_time_code import ISSUES, TRIES, VALID, Answer, TooManyCodes, as_typed, digest, new_code
from chassis.persistence.tables import one_time_code


class CodeRows:
    """The codes of one tenant: one row for each purpose and subject."""

    def __init__(self, connection: sa.Connection, tenant: str, clock: Clock) -> None:
        self._connection = connection
        self._tenant = tenant
        self._clock = clock

    def issue(self, purpose: str, subject: UUID) -> str:
        """Return a new code in place of an older one, or raise `TooManyCodes`."""
        code, salt = new_code(), secrets.token_bytes(16)
        fresh = {"salt": salt, "digest": digest(code, salt), "valid_until": self._clock() + VALID, "tries": 0}
        row = insert(one_time_code).values(tenant=self._tenant, purpose=purpose, subject=subject, issued=1, **fresh)
        again = row.on_conflict_do_update(
            index_elements=["tenant", "purpose", "subject"],
            set_={**fresh, "issued": one_time_code.c.issued + 1},
            where=one_time_code.c.issued < ISSUES,
        )
        if not self._connection.execute(again).rowcount:
            raise TooManyCodes(purpose)
        return code

    def check(self, purpose: str, subject: UUID, typed: str) -> Answer:
        """Take one try and compare; the row is locked by the update, so rivals wait for their turn."""
        code = one_time_code.c
        mine = sa.and_(code.tenant == self._tenant, code.purpose == purpose, code.subject == subject)
        taken = self._connection.execute(
            one_time_code.update().where(mine).values(tries=code.tries + 1).returning(one_time_code)
        ).one_or_none()
        if taken is None or taken.valid_until <= self._clock():
            return Answer.EXPIRED
        if taken.tries > TRIES:
            return Answer.SPENT
        if not hmac.compare_digest(digest(as_typed(typed), bytes(taken.salt)), bytes(taken.digest)):
            return Answer.SPENT if taken.tries == TRIES else Answer.WRONG
        self._connection.execute(one_time_code.update().where(mine).values(valid_until=self._clock()))
        return Answer.RIGHT
