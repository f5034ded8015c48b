"""What a town imported from its register, what a check compares with, which topics were asked: sealed or keyed."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from identity.adapters.tables import asked_topic, check_facts, register_entry
from identity.domain.register import ListStanding

_AT_ONCE = 1000


class RegisterRows:
    """The rows of one town; persons are keyed pseudonyms, answers are sealed."""

    def __init__(self, connection: sa.Connection, tenant: str) -> None:
        self._connection = connection
        self._tenant = tenant

    def replace(self, entries: Iterable[tuple[str, bytes]], now: datetime) -> int:
        """Put a new list in place of the old one and return how many persons it has."""
        self._connection.execute(register_entry.delete().where(register_entry.c.tenant == self._tenant))
        rows = [
            {"tenant": self._tenant, "person": person, "sealed": sealed, "imported_at": now}
            for person, sealed in entries
        ]
        for start in range(0, len(rows), _AT_ONCE):
            self._connection.execute(register_entry.insert(), rows[start : start + _AT_ONCE])
        return len(rows)

    def standing(self) -> ListStanding:
        """Return how large the list is and from when."""
        counted = sa.select(sa.func.count(), sa.func.max(register_entry.c.imported_at))
        row = self._connection.execute(counted.where(register_entry.c.tenant == self._tenant)).one()
        return ListStanding(row[0], row[1])

    def entry(self, person: str, since: datetime) -> bytes | None:
        """Return what the list has of a person, if it was imported since then."""
        found = sa.select(register_entry.c.sealed).where(
            register_entry.c.tenant == self._tenant,
            register_entry.c.person == person,
            register_entry.c.imported_at >= since,
        )
        sealed = self._connection.execute(found).scalar()
        return None if sealed is None else bytes(sealed)

    def keep_facts(self, check_id: UUID, sealed: bytes) -> None:
        """Keep what this check compares with until it is decided."""
        row = insert(check_facts).values(tenant=self._tenant, check_id=check_id, sealed=sealed)
        changed = row.on_conflict_do_update(index_elements=["tenant", "check_id"], set_={"sealed": row.excluded.sealed})
        self._connection.execute(changed)

    def facts(self, check_id: UUID) -> bytes | None:
        """Return what this check compares with."""
        mine = (check_facts.c.tenant == self._tenant, check_facts.c.check_id == check_id)
        sealed = self._connection.execute(sa.select(check_facts.c.sealed).where(*mine)).scalar()
        return None if sealed is None else bytes(sealed)

    def drop_facts(self, check_id: UUID) -> None:
        """Forget what this check compared with."""
        mine = (check_facts.c.tenant == self._tenant, check_facts.c.check_id == check_id)
        self._connection.execute(check_facts.delete().where(*mine))

    def note_topic(self, person: str, topic: str, now: datetime) -> None:
        """Note that a person was asked about a topic."""
        row = insert(asked_topic).values(tenant=self._tenant, person=person, topic=topic, asked_at=now)
        again = row.on_conflict_do_update(
            index_elements=["tenant", "person", "topic"], set_={"asked_at": row.excluded.asked_at}
        )
        self._connection.execute(again)

    def topics_since(self, person: str, since: datetime) -> frozenset[str]:
        """Return the topics that a person was asked about since then."""
        asked = sa.select(asked_topic.c.topic).where(
            asked_topic.c.tenant == self._tenant, asked_topic.c.person == person, asked_topic.c.asked_at > since
        )
        return frozenset(self._connection.execute(asked).scalars())
