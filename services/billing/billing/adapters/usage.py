"""What a town pays the provider for at billing."""

from billing.adapters.tables import notices, papers
from chassis.persistence.usage import Usage

USAGE = (
    Usage(key="letters_of_notices", table=notices, at=notices.c.posted_on, only=notices.c.channel == "post"),
    Usage(key="letters_of_reminders", table=papers, at=papers.c.posted_on, only=papers.c.channel == "post"),
)
"""Letters by the day on which they were posted; reminders and cancellations are counted together."""
