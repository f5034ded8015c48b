"""Creates the chassis's tables, and cases with their procedures, history and certificates."""

from chassis.persistence.row_security import APPEND_ONLY
from chassis.persistence.schema import create_chassis_tables, create_table
from fulfilment.adapters import tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create everything; histories and certificates can be added to and never changed."""
    create_chassis_tables()
    for table in (tables.appointment, tables.procedure_version, tables.case_counter, tables.cases):
        create_table(table)
    for table in (tables.step, tables.certificate):
        create_table(table, grant=APPEND_ONLY)
