"""Connections to the service's own database."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

CONNECT_TIMEOUT = 10
"""Seconds; while many pods start at once a new session takes a while, and who waits is better off than who fails."""
STATEMENT_TIMEOUT_MS = 30_000
LEAST_ALIVE = (
    "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c tcp_user_timeout=30000"
)
"""The server ends a session half a minute after its client's node was lost: with it go locks that others wait for."""
FRESH = 1.0
"""Seconds for which a connection that was just in use is trusted without asking; asking costs a round trip."""

# Named columns let SQLAlchemy keep what it finds out about the result; of a plain text it finds it out each time.
_AS_TENANT = sa.text("SELECT set_config('app.tenant', :tenant, true)").columns(sa.column("set_config"))


def create_engine(url: str, *, pool_size: int = 10) -> sa.Engine:
    """Return an engine whose connections are checked after a rest and whose statements cannot run for ever."""
    engine = sa.create_engine(
        url.replace("postgresql://", "postgresql+psycopg2://", 1),
        pool_size=pool_size,
        max_overflow=pool_size,
        hide_parameters=True,  # an error goes to the log, and what was asked with is somebody's name or address
        connect_args={
            "connect_timeout": CONNECT_TIMEOUT,
            "options": f"-c statement_timeout={STATEMENT_TIMEOUT_MS} -c timezone=UTC {LEAST_ALIVE}",
            "keepalives_idle": 30,
        },
    )
    _ask_after_a_rest(engine)
    return engine


def _ask_after_a_rest(engine: sa.Engine) -> None:
    """Replace a connection that the server has closed while it rested, as after a restart."""

    def rest(_connection: object, record: Any) -> None:  # noqa: ANN401 - the pool's record
        record.info["rests_since"] = time.monotonic()

    def use(connection: Any, record: Any, _lent: object) -> None:  # noqa: ANN401 - the driver's, the pool's
        since = record.info.get("rests_since")
        if since is None or time.monotonic() - since < FRESH:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise sa.exc.DisconnectionError("the server has closed the connection") from error

    sa.event.listen(engine, "checkin", rest)
    sa.event.listen(engine, "checkout", use)


@contextmanager
def tenant_transaction(engine: sa.Engine, tenant: str) -> Iterator[sa.Connection]:
    """Open a transaction that sees and writes the rows of one tenant only.

    A connection that turns out dead at this first statement is replaced once: nothing was done on it yet.
    """
    with engine.connect() as connection:
        try:
            _see_only(connection, tenant)
        except sa.exc.DBAPIError as error:
            if not error.connection_invalidated:
                raise
            connection.rollback()
            _see_only(connection, tenant)
        yield connection
        connection.commit()


def _see_only(connection: sa.Connection, tenant: str) -> None:
    connection.execute(_AS_TENANT, {"tenant": tenant})
