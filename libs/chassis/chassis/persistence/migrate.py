"""Runs a service's Alembic migrations, and the house's beside them, as the role that owns the schema."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from chassis.persistence.engine import create_engine
from chassis.persistence.row_security import Roles
from chassis.settings import Settings

ONE_AT_A_TIME = 0x316A7E


def upgrade(package: str, settings: Settings) -> None:
    """Bring the schema to the newest revision; two that start at once take turns."""
    engine = create_engine(settings.migration_database_url.get_secret_value(), pool_size=1)
    roles = Roles(
        service=_user(settings.database_url.get_secret_value()),
        relay=_user(settings.relay_database_url.get_secret_value()),
    )
    with engine.connect() as connection:
        connection.execute(sa.select(sa.func.pg_advisory_lock(ONE_AT_A_TIME)))
        connection.commit()
        command.upgrade(_config(package, connection, roles), "heads")
        connection.commit()
    engine.dispose()


def _config(package: str, connection: sa.Connection, roles: Roles) -> Config:
    module = __import__(package)
    own, house = Path(str(module.__file__)).parent / "migrations", Path(__file__).parent / "migrations"
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "alembic"))
    config.set_main_option("version_locations", os.pathsep.join(map(str, (own, house))))
    config.set_main_option("path_separator", "os")
    config.attributes.update(connection=connection, roles=roles)
    return config


def _user(url: str) -> str:
    user = urlsplit(url).username
    if not user:
        raise ValueError("a database URL without a role")
    return user
