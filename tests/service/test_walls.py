"""Row-level security, seen from the service's own role: the last wall between towns."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from chassis.persistence.engine import create_engine

SERVICES = ("booking", "identity", "video", "billing", "fulfilment")


@pytest.fixture(scope="module", params=SERVICES)
def service(request: pytest.FixtureRequest, start: Callable[..., Any]) -> Any:
    return start(request.param)


def test_every_table_of_a_town_has_row_security(service: Any) -> None:
    owner = create_engine(service.settings.migration_database_url.get_secret_value(), pool_size=1)
    with owner.connect() as connection:
        open_tables = connection.execute(
            sa.text(
                "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace "
                "WHERE relkind = 'r' AND nspname = 'public' AND NOT relrowsecurity ORDER BY 1"
            )
        ).scalars()
        assert list(open_tables) == ["alembic_version", "due_work"]
    owner.dispose()


def test_the_service_owns_nothing_and_cannot_step_around(service: Any) -> None:
    with service.work.engine.connect() as connection:
        owned = connection.execute(sa.text("SELECT count(*) FROM pg_tables WHERE tableowner = current_user"))
        assert owned.scalar() == 0
        role = connection.execute(sa.text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"))
        assert role.scalar() is False


def test_without_a_town_nothing_is_seen(service: Any) -> None:
    with service.work.engine.connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM catalogue")).scalar() == 0


def test_a_foreign_town_sees_nothing_and_can_write_nothing(service: Any) -> None:
    with service.work(service.tenants.by_key("ostfildern")) as unit:
        own = unit.connection.execute(sa.text("SELECT count(*) FROM catalogue WHERE tenant = 'ostfildern'"))
        assert own.scalar() == 1
    with service.work(service.tenants.by_key("musterstadt")) as unit:
        foreign = unit.connection.execute(sa.text("SELECT count(*) FROM catalogue WHERE tenant = 'ostfildern'"))
        assert foreign.scalar() == 0
    with (
        pytest.raises(sa.exc.ProgrammingError, match="row-level security"),
        service.work(service.tenants.by_key("musterstadt")) as unit,
    ):
        unit.connection.execute(
            sa.text("INSERT INTO catalogue (tenant, version, section) VALUES ('ostfildern', 9, '{}')")
        )


def test_the_audit_trail_can_only_grow(service: Any) -> None:
    for statement in ("DELETE FROM audit", "UPDATE audit SET actor = 'nobody'"):
        with (
            pytest.raises(sa.exc.ProgrammingError, match="permission denied"),
            service.work(service.tenants.by_key("ostfildern")) as unit,
        ):
            unit.connection.execute(sa.text(statement))


DEEDS_OF_THE_OWNER = (
    "CREATE TABLE mine (id int)",
    "DROP TABLE outbox",
    "TRUNCATE outbox",
    "ALTER TABLE outbox DISABLE ROW LEVEL SECURITY",
    "DROP POLICY IF EXISTS tenant ON outbox",
    "CREATE ROLE mine",
    "ALTER ROLE CURRENT_USER BYPASSRLS",
    "COPY outbox TO PROGRAM 'cat'",
)


@pytest.mark.parametrize("deed", DEEDS_OF_THE_OWNER)
def test_the_service_is_refused_what_the_owner_may(service: Any, deed: str) -> None:
    with (
        pytest.raises(sa.exc.ProgrammingError, match=r"permission denied|must be owner|must be superuser"),
        service.work(service.tenants.by_key("ostfildern")) as unit,
    ):
        unit.connection.execute(sa.text(deed))


def test_the_relay_sees_the_outbox_alone(service: Any) -> None:
    relay = create_engine(service.settings.relay_database_url.get_secret_value(), pool_size=1)
    with relay.connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM outbox")).scalar() is not None
        tables = set(sa.inspect(service.work.engine).get_table_names()) - {"outbox"}
        readable = connection.execute(
            sa.text("SELECT t FROM unnest(CAST(:tables AS text[])) t WHERE has_table_privilege(t, 'SELECT')"),
            {"tables": sorted(tables)},
        ).scalars()
        assert list(readable) == []
    relay.dispose()


def test_the_migrations_lead_to_what_the_tables_say(service: Any) -> None:
    metadata = __import__(f"{service.service.name}.adapters.tables", fromlist=["metadata"]).metadata
    owner = create_engine(service.settings.migration_database_url.get_secret_value(), pool_size=1)
    with owner.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    owner.dispose()
    assert [found for found in differences if "comment" not in str(found)] == []
