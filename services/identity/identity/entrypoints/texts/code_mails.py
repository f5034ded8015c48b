"""The mail and the text message that carry a one-time code, in the language that the citizen reads."""

from functools import cache
from pathlib import Path

from chassis.mail.templates import MailTemplates
from chassis.one_time_code import VALID, as_written
from chassis.tenancy import Tenant
from identity.use_cases.confirm_contact import CodeMail

_PACKAGE = Path(__file__).parents[2]


def code_mail(tenant: Tenant, code: str, language: str) -> CodeMail:
    """Return subject and text; the code stands in the text only, since subjects show on locked screens."""
    words = mail_texts().into(language)
    minutes = int(VALID.total_seconds() // 60)
    text = words.render("code_mail.txt", tenant=tenant, code=as_written(code), minutes=minutes)
    return CodeMail(words.text("Ihr Code für das Videogespräch"), text)


def code_sms(tenant: Tenant, code: str, language: str) -> str:
    """Return the text; short, since each started 160 signs are a message of their own (3GPP TS 23.038)."""
    return mail_texts().into(language).render("code_sms.txt", tenant=tenant, code=as_written(code)).strip()


@cache
def mail_texts() -> MailTemplates:
    """Return the texts that leave the house, read once for the life of a process."""
    return MailTemplates(_PACKAGE / "mails", _PACKAGE / "translations")
