"""The texts of mails: templates whose first line is the subject, in the language that the citizen reads."""

from functools import cache
from pathlib import Path
from typing import Any

from billing.domain.charge import Addressee
from chassis.mail.templates import MailTemplates
from chassis.tenancy import Tenant

_PACKAGE = Path(__file__).parent.parent


@cache
def mail_texts() -> MailTemplates:
    """Return where the templates of mails are found, read once for the life of a process."""
    return MailTemplates(_PACKAGE / "mails", _PACKAGE / "translations")


def mail_text(name: str, tenant: Tenant, to: Addressee, **told: Any) -> tuple[str, str]:  # noqa: ANN401 - the template's own
    """Return subject and text of a mail."""
    filled = mail_texts().into(to.mail_language).render(f"{name}.txt", tenant=tenant, to=to, **told)
    subject, _, text = filled.partition("\n")
    return subject.strip(), text.strip() + "\n"
