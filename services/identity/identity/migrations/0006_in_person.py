"""Notes by which way a person was identified: in person the level high is reached, by video never."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the way; what was decided before was decided by video. A new database has both from its first migration."""
    op.execute("ALTER TABLE checks ADD COLUMN IF NOT EXISTS method text")
    op.execute("ALTER TABLE checks DROP CONSTRAINT IF EXISTS ck_checks_video_is_never_high")
    op.execute(
        "ALTER TABLE checks ADD CONSTRAINT ck_checks_video_is_never_high "
        "CHECK (level IS DISTINCT FROM 'high' OR coalesce(method, 'video') = 'in_person')"
    )
