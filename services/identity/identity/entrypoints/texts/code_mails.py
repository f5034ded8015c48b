"""The mail and the text message that carry a one-time code, in the language that the citizen reads."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from chassis.mail.message import Mail
from chassis.mail.templates import MailTemplates
from chassis.one_time_code import DIGITS, VALID, as_written
from chassis.tenancy import Tenant
from chassis.town.wording import Sample, Speaker, Voice, own_words
from identity.domain.policy import Policy
from identity.use_cases.confirm_contact import CodeMail

_PACKAGE = Path(__file__).parents[2]


def code_mail(voice: Voice, code: str, language: str) -> CodeMail:
    """Return subject and text; the code stands in the text only, since subjects show on locked screens."""
    words = mail_texts().into(language)
    minutes = int(VALID.total_seconds() // 60)
    own = own_words(voice, "code_mail", words.language)
    text = words.render("code_mail.txt", own=own, tenant=voice.tenant, code=as_written(code), minutes=minutes)
    return CodeMail(words.text("Ihr Code für das Videogespräch"), text.strip() + "\n")


def sample_letters(voice: Speaker[Policy], _outside: object, language: str) -> Mapping[str, Sequence[Sample]]:
    """Return the mail in a language, with a code that opens nothing."""
    told = code_mail(voice, "1" * DIGITS, language)
    return {"code_mail": [Sample(Mail("sample", "erika.mustermann@example.org", told.subject, told.text))]}


def code_sms(tenant: Tenant, code: str, language: str) -> str:
    """Return the text; short, since each started 160 signs are a message of their own (3GPP TS 23.038)."""
    return mail_texts().into(language).render("code_sms.txt", tenant=tenant, code=as_written(code)).strip()


@cache
def mail_texts() -> MailTemplates:
    """Return the texts that leave the house, read once for the life of a process."""
    return MailTemplates(_PACKAGE / "mails", _PACKAGE / "translations")
