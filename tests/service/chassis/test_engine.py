"""A connection that the server closed while it rested is replaced before anybody notices."""

from typing import Any

import pytest
import sqlalchemy as sa

from chassis.persistence import engine as engines


@pytest.fixture
def ended(probe: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The probe's engine; its only connection rests, and the server has closed it."""
    monkeypatch.setattr(engines, "FRESH", 0)
    engine = engines.create_engine(probe.settings.database_url.get_secret_value(), pool_size=1)
    with engine.connect() as connection:
        backend = connection.scalar(sa.text("SELECT pg_backend_pid()"))
    with probe.work.engine.connect() as other:
        other.execute(sa.text("SELECT pg_terminate_backend(:backend)"), {"backend": backend})
    yield engine
    engine.dispose()


def test_a_connection_that_was_closed_while_it_rested_is_replaced(ended: sa.Engine) -> None:
    with ended.connect() as connection:
        assert connection.scalar(sa.text("SELECT 1")) == 1


def test_a_connection_that_was_just_in_use_is_not_asked(ended: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "FRESH", 3600)
    with pytest.raises(sa.exc.OperationalError), ended.connect() as connection:
        connection.scalar(sa.text("SELECT 1"))
