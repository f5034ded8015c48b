"""A database with its three roles for one service, made from an administrator's URL and dropped afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import sqlalchemy as sa

from chassis.persistence.engine import create_engine
from chassis.persistence.tables import due_work

_USED = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
"""
"""Tables with a row in them, also where row security would hide it; to empty all of them takes five times as long."""


@dataclass(frozen=True)
class ServiceDatabase:
    """The addresses of one database, by role."""

    url: str
    relay_url: str
    migration_url: str


@contextmanager
def service_database(admin_url: str, service: str) -> Iterator[ServiceDatabase]:
    """Make a database and its roles under names of their own, so that tests beside each other do not meet."""
    name = f"{service}_{uuid4().hex[:10]}"
    roles = (name, f"{name}_relay", f"{name}_owner")
    admin = create_engine(admin_url, pool_size=1).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for role in roles:
            connection.exec_driver_sql(f"CREATE ROLE {role} LOGIN PASSWORD 'test' NOSUPERUSER NOBYPASSRLS")
        connection.exec_driver_sql(f"CREATE DATABASE {name} OWNER {roles[2]}")
    try:
        yield ServiceDatabase(*(_as(admin_url, role, name) for role in roles))
    finally:
        with admin.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
            for role in roles:
                connection.exec_driver_sql(f"DROP ROLE {role}")
        admin.dispose()


def empty(migration_url: str, keep: frozenset[str] = frozenset({"alembic_version", "catalogue"})) -> None:
    """Empty every table but `keep` that holds something, as the role that owns them."""
    engine = create_engine(migration_url, pool_size=1)
    with engine.begin() as connection:
        if full := sorted(set(connection.exec_driver_sql(_USED).scalars()) - keep):
            connection.exec_driver_sql(f"TRUNCATE {', '.join(full)} CASCADE")
    engine.dispose()


def due_kinds(connection: sa.Connection) -> list[str]:
    """Return the kinds of all scheduled jobs, for assertions."""
    return list(connection.execute(sa.select(due_work.c.kind).order_by(due_work.c.kind)).scalars())


def _as(admin_url: str, role: str, database: str) -> str:
    place = urlsplit(admin_url)
    return urlunsplit(place._replace(netloc=f"{role}:test@{place.hostname}:{place.port}", path=f"/{database}"))
