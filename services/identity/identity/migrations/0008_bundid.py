"""Lets BundID reach the level high, as in person does; video still never."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Widen the rule; what was decided before keeps it."""
    op.execute("ALTER TABLE checks DROP CONSTRAINT IF EXISTS ck_checks_video_is_never_high")
    op.execute(
        "ALTER TABLE checks ADD CONSTRAINT ck_checks_video_is_never_high "
        "CHECK (level IS DISTINCT FROM 'high' OR coalesce(method, 'video') IN ('in_person', 'bundid'))"
    )
