"""The mail that brings a notice, a reminder or a cancellation, with the document as it was frozen."""

from billing.domain.charge import Charge
from billing.domain.notice import Notice
from billing.domain.paper import Paper
from billing.use_cases.ports import BillingUnit
from billing.use_cases.texts import mail_text
from chassis.mail.message import Attachment, Mail

_TEXTS = {"reminder": "reminder", "cancellation": "notice_lapsed"}


def document_mail(unit: BillingUnit, key: str, thing: Notice | Paper, charge: Charge) -> Mail:
    """Return the mail under a key, to the address that the charge has now."""
    paper = thing if isinstance(thing, Paper) else None
    notice = unit.notices.get(paper.notice_id) if paper else thing
    document = unit.papers.document(thing.id) if paper else unit.notices.document(thing.id)
    if document is None or charge.addressee.email is None or notice is None:
        raise LookupError(f"{thing.number} lacks its document or its e-mail address")
    terms = unit.catalogue.notice
    subject, text = mail_text(
        _TEXTS[paper.kind] if paper else "notice",
        unit.tenant,
        charge.addressee,
        paper=paper,
        notice=notice,
        charge=charge,
        bank=terms.bank,
        contact=terms.contact,
    )
    attached = Attachment(thing.file_name, "application/pdf", document)
    return Mail(key, charge.addressee.email, subject, text, (attached,))
