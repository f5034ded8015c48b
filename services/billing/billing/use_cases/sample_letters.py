"""What billing's mails of a town look like, told about Erika Mustermann."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from billing.domain.charge import Charge
from billing.domain.notice import Notice
from billing.domain.paper import Kind, Paper
from billing.domain.payment import Payment
from billing.domain.section import BillingSection
from billing.use_cases.document_mail import document_text
from billing.use_cases.sample_documents import sample_charge, sample_notice
from billing.use_cases.texts import mail_text
from chassis.mail.message import Attachment, Mail
from chassis.town.wording import Sample, Speaker

_NOBODY = UUID(int=0)
_ENDED, _FREED = "wenn der Vorgang nicht weitergeführt wird", "wenn ein Nachweis von der Gebühr befreit"


def sample_letters(voice: Speaker[BillingSection], _ports: object, language: str) -> Mapping[str, Sequence[Sample]]:
    """Return each mail in a language, for every occasion; none where the town takes no fee today."""
    day = datetime.now(UTC).astimezone(voice.tenant.zone).date()
    charge = sample_charge(voice.tenant, voice.catalogue, day)
    if charge is None:
        return {}
    charge = replace(charge, addressee=replace(charge.addressee, mail_language=language))
    freed, notice = replace(charge, settlement="free"), sample_notice(charge, voice.catalogue, day)
    payment = Payment(
        id=_NOBODY,
        charge_id=_NOBODY,
        appointment_id=_NOBODY,
        case_id=_NOBODY,
        attempt=1,
        amount=charge.amount,
        started_at=charge.assessed_at,
    )

    def brought(owed: Charge, kind: Kind | None = None, occasion: str = "") -> Sample:
        paper = _paper(kind, notice) if kind else None
        return _sample(document_text(voice, notice, paper, owed), occasion, (paper or notice).file_name)

    def said(name: str, owed: Charge, occasion: str = "") -> Sample:
        told = {"payment": payment, "charge": owed, "paid": [(payment, owed)], "whole": payment.amount}
        return _sample(mail_text(name, voice, [owed], **told), occasion)

    return {
        "notice": [brought(charge)],
        "reminder": [brought(charge, "reminder")],
        "notice_lapsed": [brought(charge, "cancellation", _ENDED), brought(freed, "cancellation", _FREED)],
        "receipt": [said("receipt", charge)],
        "refund": [said("refund", charge, _ENDED), said("refund", freed, _FREED)],
    }


def _sample(words: tuple[str, str], occasion: str, *files: str) -> Sample:
    attached = tuple(Attachment(name, "application/pdf", b"") for name in files)
    return Sample(Mail("sample", "erika.mustermann@example.org", *words, attached), occasion)


def _paper(kind: Kind, notice: Notice) -> Paper:
    return Paper(
        id=_NOBODY,
        kind=kind,
        charge_id=_NOBODY,
        notice_id=_NOBODY,
        year=notice.year,
        serial=0,
        number="MUSTER",
        channel="email",
        dated=notice.dated,
        amount=notice.amount,
        fee=0,
        pay_until=notice.due + timedelta(days=14),
        content={},
        created_at=notice.numbered_at,
    )
