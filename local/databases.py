"""A database for each service, with one role that owns, one that works and one that only relays."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, urlsplit

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import connection

from local.home import Home


@dataclass(frozen=True)
class DatabaseUrls:
    """The addresses that a service's processes get."""

    database: str
    relay: str
    migration: str


class Databases:
    """Creates what services need on a server, given an administrator's address; repeatable."""

    def __init__(self, admin_url: str, home: Home) -> None:
        self._admin_url = admin_url
        self._home = home

    def ensure(self, service: str, database: str | None = None) -> DatabaseUrls:
        """Create roles and database of a service; `database` names another one than the service's (tests)."""
        name = database or service
        owner, relay = f"{service}_owner", f"{service}_relay"
        with _Admin(self._admin_url) as admin:
            for role in (owner, service, relay):
                self._ensure_role(admin, role)
            self._ensure_database(admin, name, owner)
            _run(admin, "REVOKE ALL ON DATABASE {} FROM PUBLIC", name)
            _run(admin, "GRANT CONNECT ON DATABASE {} TO {}, {}", name, service, relay)
        return DatabaseUrls(*(self._url(role, name) for role in (service, relay, owner)))

    def drop(self, database: str) -> None:
        """Drop a database, whoever is still connected."""
        with _Admin(self._admin_url) as admin:
            _run(admin, "DROP DATABASE IF EXISTS {} WITH (FORCE)", database)

    def identity(self) -> str:
        """Return what tells this server from another (or from itself after a new start from nothing)."""
        with _Admin(self._admin_url) as admin, admin.connection.cursor() as cursor:
            cursor.execute("SELECT system_identifier::text FROM pg_control_system()")
            row = cursor.fetchone()
        return str(row[0]) if row else ""

    def _ensure_role(self, admin: "_Admin", role: str) -> None:
        with admin.connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            verb = "ALTER" if cursor.fetchone() else "CREATE"
            # Set every time: with a server that is not ours, the role may have come from elsewhere.
            rights = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION"
            statement = sql.SQL(f"{verb} ROLE {{}} WITH {rights} PASSWORD {{}}")
            cursor.execute(statement.format(sql.Identifier(role), sql.Literal(self._password(role))))

    def _ensure_database(self, admin: "_Admin", name: str, owner: str) -> None:
        with admin.connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone():
                return
        # An administrator that is no superuser must be a member of a role to give it a database.
        _run(admin, "GRANT {} TO CURRENT_USER", owner)
        _run(admin, "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'", name, owner)

    def _password(self, role: str) -> str:
        return self._home.secret("database", role)

    def _url(self, role: str, database: str) -> str:
        server = urlsplit(self._admin_url)
        place = f"{server.hostname}:{server.port or 5432}"
        query = f"?{server.query}" if server.query else ""
        return f"postgresql://{role}:{quote(self._password(role))}@{place}/{database}{query}"


class _Admin:
    """A connection outside of transactions, which CREATE DATABASE demands."""

    def __init__(self, url: str) -> None:
        self.connection: connection = psycopg2.connect(url, connect_timeout=10)
        self.connection.autocommit = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.connection.close()


def _run(admin: _Admin, statement: str, *names: str) -> None:
    with admin.connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
