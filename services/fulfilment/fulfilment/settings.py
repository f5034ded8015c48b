"""What an operator can set for fulfilment."""

from pathlib import Path

from chassis.settings import Settings


class FulfilmentSettings(Settings):
    """Fulfilment's settings beside those of every service."""

    register_url: str
    """Where requests to the authorities go."""
    letter_spool_dir: Path
    """The folder that the print shop empties, also of requests as files."""
    letter_url: str | None = None
    """A hybrid-mail service that prints and posts; without it letters lie in the folder."""
