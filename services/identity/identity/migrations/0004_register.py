"""Adds imported lists of a register (sealed), what a check may compare with, and which topics a person was asked."""

from chassis.persistence.schema import create_table
from identity.adapters.tables import asked_topic, check_facts, register_entry

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add them."""
    for table in (register_entry, check_facts, asked_topic):
        create_table(table)
