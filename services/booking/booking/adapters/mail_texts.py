"""The texts of mails: plain text from Jinja templates beside this file, moments in the town's own clock."""

from datetime import datetime
from pathlib import Path

from babel.dates import format_datetime
from flask_babel import gettext, ngettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chassis.tenancy import Tenant


def mail_texts() -> Environment:
    """Return where the templates of mails are found."""
    # Plain text: nothing is escaped, since nothing is interpreted.
    environment = Environment(  # noqa: S701
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    return environment


def long_moment(tenant: Tenant, when: datetime) -> str:
    """Return day and time with weekday and year."""
    return format_datetime(when, "EEEE, d. MMMM y, HH:mm 'Uhr'", tzinfo=tenant.zone, locale="de")


def short_moment(tenant: Tenant, when: datetime) -> str:
    """Return day and time as a subject line has room for."""
    return format_datetime(when, "d. MMMM, HH:mm 'Uhr'", tzinfo=tenant.zone, locale="de")
