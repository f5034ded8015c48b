"""The texts of booking's mails: templates beside this file, in every language of the catalogues."""

from functools import cache
from pathlib import Path

from chassis.mail.templates import MailTemplates

_HERE = Path(__file__).parent


@cache
def mail_texts() -> MailTemplates:
    """Return where the templates of mails are found, read once for the life of a process."""
    return MailTemplates(_HERE / "templates", _HERE.parent / "translations")
