"""Create the chassis' tables and the probe's own."""

from chassis.persistence.schema import create_chassis_tables, create_table

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create everything."""
    from probe.bootstrap import effects

    create_chassis_tables()
    create_table(effects)
