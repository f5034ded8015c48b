"""What an operator can set for booking."""

from pathlib import Path

from chassis.settings import Settings


class BookingSettings(Settings):
    """Booking's settings beside those of every service."""

    returned_mail_dir: Path | None = None
    """A folder with a Maildir for each town, named by its key, into which the mail server drops returned mails."""
