"""Lets operators enter a town with a reason, for an hour."""

from chassis.persistence.schema import create_missing
from chassis.persistence.tables import operator_entrance

revision = "house_0003"
down_revision = "house_0002"


def upgrade() -> None:
    """Add the table; a new database has it from its first migration."""
    create_missing(operator_entrance)
