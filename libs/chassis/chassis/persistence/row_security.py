"""PostgreSQL row-level security: the last wall between towns.

Services connect as a role that owns nothing; `FORCE` is not needed, since the owner's role serves migrations alone.
"""

from dataclasses import dataclass
from typing import Protocol

APPEND_ONLY = "SELECT, INSERT"
FULL = "SELECT, INSERT, UPDATE, DELETE"


class Execute(Protocol):
    """Alembic's `op`, as far as it is needed here."""

    def execute(self, sqltext: str) -> None: ...


@dataclass(frozen=True)
class Roles:
    """The names of a service's two roles that own nothing."""

    service: str
    relay: str


def protect(op: Execute, table: str, roles: Roles, *, grant: str = FULL) -> None:
    """Let the service's role see and write only rows of the transaction's tenant."""
    mine = "tenant = current_setting('app.tenant', true)"
    op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    op.execute(f'CREATE POLICY tenant ON "{table}" TO "{roles.service}" USING ({mine}) WITH CHECK ({mine})')
    op.execute(f'GRANT {grant} ON "{table}" TO "{roles.service}"')
    op.execute(f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO "{roles.service}"')


def open_to_relay(op: Execute, roles: Roles) -> None:
    """Let the relay read the outbox of all towns and mark rows as published, and nothing else."""
    op.execute(f'CREATE POLICY relay ON outbox TO "{roles.relay}" USING (true) WITH CHECK (true)')
    op.execute(f'GRANT SELECT, DELETE, UPDATE (published_at, refused) ON outbox TO "{roles.relay}"')
