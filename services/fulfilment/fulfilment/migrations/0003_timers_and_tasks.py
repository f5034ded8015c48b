"""Adds the clock of cases, their timers, and what people have to do; makes histories unchangeable for everyone."""

from alembic import op

from chassis.persistence.schema import create_table
from fulfilment.adapters.tables import task, timer

revision = "0003"
down_revision = "0002"

# By its grants the service can only add; this holds for whoever owns or purges the table too.
_REFUSE = """
CREATE FUNCTION refuse_changes() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only: add a row that corrects', TG_TABLE_NAME; END $$;
CREATE TRIGGER append_only BEFORE UPDATE ON step
FOR EACH STATEMENT EXECUTE FUNCTION refuse_changes();
"""
_CLOCK = """
ALTER TABLE cases ADD COLUMN IF NOT EXISTS due_on date;
ALTER TABLE cases ADD COLUMN IF NOT EXISTS sending_since timestamptz;
COMMENT ON COLUMN cases.due_on IS 'empty while the town''s clock stands still';
COMMENT ON COLUMN cases.sending_since IS 'when the first attempt to hand it over began';
"""


def upgrade() -> None:
    """Expand only: what runs now neither reads nor writes any of it."""
    op.execute(_CLOCK)
    create_table(timer)
    create_table(task)
    op.execute(_REFUSE)
