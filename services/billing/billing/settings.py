"""What an operator can set for billing beyond what every service needs."""

from pathlib import Path

from chassis.settings import Settings


class BillingSettings(Settings):
    """Where PayPal answers and who vouches for its webhooks, and where letters are laid for the print service."""

    paypal_url: str = "https://api-m.paypal.com"
    letter_spool_dir: Path
    paypal_ca_file: Path | None = None
