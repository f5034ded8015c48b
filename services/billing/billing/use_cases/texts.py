"""The texts of mails: templates whose first line is the subject, in the language that the citizen reads."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from billing.domain.charge import Charge
from chassis.mail.templates import MailTemplates
from chassis.town.wording import Voice, own_words

_PACKAGE = Path(__file__).parent.parent


@cache
def mail_texts() -> MailTemplates:
    """Return where the templates of mails are found, read once for the life of a process."""
    return MailTemplates(_PACKAGE / "mails", _PACKAGE / "translations")


def mail_text(name: str, voice: Voice, charges: Sequence[Charge], **told: Any) -> tuple[str, str]:  # noqa: ANN401 - the template's own
    """Return subject and text of a mail about charges of one person, with the town's own words."""
    to = charges[0].addressee
    words = mail_texts().into(to.mail_language)
    own = own_words(
        voice,
        name,
        words.language,
        name=to.name,
        vorgang=", ".join(charge.case_number for charge in charges),
        leistung=", ".join(charge.procedure_name for charge in charges),
    )
    subject, _, text = words.render(f"{name}.txt", own=own, tenant=voice.tenant, to=to, **told).partition("\n")
    return subject.strip(), text.strip() + "\n"
