"""Lets the file of a certificate go when its time is over; what was issued and when stays, and is never changed."""

from alembic import op

from chassis.persistence.schema import roles

revision = "0008"
down_revision = "0007"

_ONLY_EMPTIED = """
CREATE FUNCTION refuse_other_documents() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF NEW.content <> '' THEN RAISE EXCEPTION 'a certificate is never replaced, only forgotten: issue another'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_emptied BEFORE UPDATE ON certificate
FOR EACH ROW EXECUTE FUNCTION refuse_other_documents();
GRANT UPDATE (content) ON certificate TO "{role}";
"""


def upgrade() -> None:
    """Grant one column, and let it only be emptied."""
    op.execute(_ONLY_EMPTIED.format(role=roles().service))
