"""Connections to the service's own database."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

CONNECT_TIMEOUT = 5
STATEMENT_TIMEOUT_MS = 30_000


def create_engine(url: str, *, pool_size: int = 10) -> sa.Engine:
    """Return an engine whose connections are checked before use and whose statements cannot run for ever."""
    return sa.create_engine(
        url.replace("postgresql://", "postgresql+psycopg2://", 1),
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": CONNECT_TIMEOUT,
            "options": f"-c statement_timeout={STATEMENT_TIMEOUT_MS} -c timezone=UTC",
            "keepalives_idle": 30,
        },
    )


@contextmanager
def tenant_transaction(engine: sa.Engine, tenant: str) -> Iterator[sa.Connection]:
    """Open a transaction that sees and writes the rows of one tenant only."""
    with engine.begin() as connection:
        connection.execute(sa.text("SELECT set_config('app.tenant', :tenant, true)"), {"tenant": tenant})
        yield connection
