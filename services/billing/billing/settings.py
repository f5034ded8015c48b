"""What an operator can set for billing beyond what every service needs."""

from pathlib import Path

from chassis.settings import Settings


class BillingSettings(Settings):
    """Where PayPal answers and who vouches for its webhooks, and where letters and bank statements are laid.

    `STATEMENT_DROP_DIR`, if it is set, has a folder for each town; the bank's software lays camt files into it.
    With `LETTER_URL` letters go to that hybrid-mail service instead of the spool.
    """

    paypal_url: str = "https://api-m.paypal.com"
    letter_spool_dir: Path
    letter_url: str | None = None
    paypal_ca_file: Path | None = None
    statement_drop_dir: Path | None = None
    returned_mail_dir: Path | None = None
    """A folder with a Maildir for each town, named by its key, into which the mail server drops returned mails."""
