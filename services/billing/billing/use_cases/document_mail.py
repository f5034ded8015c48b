"""The mail that brings a notice, a reminder or a cancellation, with the document as it was frozen."""

from billing.domain.charge import Charge
from billing.domain.notice import Notice
from billing.domain.paper import Paper
from billing.domain.section import BillingSection
from billing.use_cases.ports import BillingUnit
from billing.use_cases.texts import mail_text
from chassis.mail.message import Attachment, Mail
from chassis.town.wording import Speaker

_TEXTS = {"reminder": "reminder", "cancellation": "notice_lapsed"}


def document_mail(unit: BillingUnit, key: str, thing: Notice | Paper, charge: Charge) -> Mail:
    """Return the mail under a key, to the address that the charge has now."""
    paper = thing if isinstance(thing, Paper) else None
    notice = unit.notices.get(thing.notice_id) if isinstance(thing, Paper) else thing
    document = unit.papers.document(thing.id) if paper else unit.notices.document(thing.id)
    if document is None or charge.addressee.email is None or notice is None:
        raise LookupError(f"{thing.number} lacks its document or its e-mail address")
    subject, text = document_text(unit, notice, paper, charge)
    attached = Attachment(thing.file_name, "application/pdf", document)
    return Mail(key, charge.addressee.email, subject, text, (attached,))


def document_text(
    voice: BillingUnit | Speaker[BillingSection], notice: Notice, paper: Paper | None, charge: Charge
) -> tuple[str, str]:
    """Return subject and text of the mail with a paper that follows a notice, or with the notice itself."""
    terms = voice.catalogue.notice
    name = _TEXTS[paper.kind] if paper else "notice"
    told = {"paper": paper, "notice": notice, "charge": charge, "bank": terms.bank, "contact": terms.contact}
    return mail_text(name, voice, [charge], **told)
