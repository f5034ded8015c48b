"""A connection that the server closed is replaced before anybody notices, whether it rested or was just in use."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from chassis.persistence import engine as engines
from chassis.testing.databases import service_database

TOWN = "ostfildern"
INSERT = sa.text("INSERT INTO effects VALUES (1)")
COUNT = sa.text("SELECT count(*) FROM effects")


@pytest.fixture
def engine(postgres_url: str) -> Iterator[sa.Engine]:
    """An engine with one connection to a database with one table."""
    with service_database(postgres_url, "engine") as database:
        found = engines.create_engine(database.migration_url, pool_size=1)
        with found.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE effects (id int)")
        yield found
        found.dispose()


@pytest.fixture
def ended(engine: sa.Engine, postgres_url: str) -> sa.Engine:
    """The engine; its only connection rests, and the server has closed it."""
    with engine.connect() as connection:
        backend = connection.scalar(sa.text("SELECT pg_backend_pid()"))
    admin = engines.create_engine(postgres_url, pool_size=1)
    with admin.connect() as connection:
        # Waits until the backend is gone, at most ten seconds.
        connection.execute(sa.text("SELECT pg_terminate_backend(:backend, 10000)"), {"backend": backend})
    admin.dispose()
    return engine


def test_a_connection_that_was_closed_while_it_rested_is_replaced(
    ended: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "FRESH", 0)
    with ended.connect() as connection:
        assert connection.scalar(sa.text("SELECT 1")) == 1


def test_a_connection_that_was_just_in_use_is_not_asked(ended: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "FRESH", 3600)
    with pytest.raises(sa.exc.OperationalError), ended.connect() as connection:
        connection.scalar(sa.text("SELECT 1"))


def test_a_unit_that_finds_its_connection_closed_begins_on_another(
    ended: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "FRESH", 3600)
    with engines.tenant_transaction(ended, TOWN) as connection:
        assert connection.scalar(sa.text("SELECT current_setting('app.tenant')")) == TOWN
        connection.execute(INSERT)
    with ended.connect() as connection:
        assert connection.scalar(COUNT) == 1


def use(engine: sa.Engine, *statements: str) -> None:
    with engines.tenant_transaction(engine, TOWN) as connection:
        for statement in statements:
            connection.execute(sa.text(statement))


def test_a_unit_that_has_begun_is_not_begun_again(engine: sa.Engine) -> None:
    with pytest.raises(sa.exc.OperationalError):
        use(engine, "INSERT INTO effects VALUES (1)", "SELECT pg_terminate_backend(pg_backend_pid())")
    with engine.connect() as connection:
        assert connection.scalar(COUNT) == 0


def test_what_fails_within_a_unit_is_undone(engine: sa.Engine) -> None:
    with pytest.raises(sa.exc.DataError):
        use(engine, "INSERT INTO effects VALUES (1)", "SELECT 1 / 0")
    with engine.connect() as connection:
        assert connection.scalar(COUNT) == 0


def test_the_server_ends_a_session_whose_client_is_gone(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        told = {
            name: connection.scalar(sa.text(f"SHOW {name}")) for name in ("tcp_keepalives_idle", "tcp_user_timeout")
        }
    assert told == {"tcp_keepalives_idle": "10", "tcp_user_timeout": "30000"}
