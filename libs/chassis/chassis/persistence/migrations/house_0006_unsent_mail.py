"""Lets a night find the mails that no server took."""

from chassis.persistence.schema import add_indexes
from chassis.persistence.tables import mail

revision = "house_0006"
down_revision = "house_0005"


def upgrade() -> None:
    """Add the index; it holds what waits, which is little."""
    add_indexes(*(one for one in mail.indexes if one.name == "ix_mail_unsent"))
