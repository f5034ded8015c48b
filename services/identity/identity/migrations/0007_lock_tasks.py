"""Adds the supervisor's tasks that follow locked security questions."""

from chassis.persistence.schema import create_table
from identity.adapters.tables import lock_task

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add them; questions that were locked before have no task."""
    create_table(lock_task)
