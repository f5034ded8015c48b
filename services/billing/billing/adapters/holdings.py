"""What billing holds of persons, why, and how long: what proves a payment stays as long as the books it explains."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from billing.adapters.tables import (
    appointments,
    charges,
    dispatches,
    notice_documents,
    notices,
    paper_documents,
    papers,
    receipts,
    refund_files,
    refunds,
    statement_files,
    webhooks,
)
from chassis.retention.holding import Holding, indexed

_RECORDS = "Art. 6 (1) c DSGVO in Verbindung mit § 39 (2) GemHVO Baden-Württemberg: Belege wie Bücher, zehn Jahre"
_TEN_YEARS = timedelta(days=3653)


def _accounts_adopted(moment: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """Return when the period of a record begins: on 1 January after the year in which its accounts are adopted.

    The council adopts them in the year after (§ 95b (1) GemO Baden-Württemberg), so two years after the record's own.
    """
    year = sa.func.date_trunc("year", moment, type_=sa.DateTime(timezone=True))
    return year + sa.literal_column("interval '2 years'", sa.Interval())


def _of(parent: sa.Table, wanted: str, key: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """Return a column of the row that `key` points to."""
    child = key.table
    chosen = sa.select(parent.c[wanted]).where(parent.c.tenant == child.c.tenant, parent.c.id == key)
    return chosen.correlate(child).scalar_subquery()


def _of_paper(wanted: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """Return a column of the paper or of the charge that a document is about."""
    chosen = sa.select(wanted).select_from(
        papers.join(charges, sa.and_(charges.c.tenant == papers.c.tenant, charges.c.id == papers.c.charge_id))
    )
    here = (papers.c.tenant == paper_documents.c.tenant, papers.c.id == paper_documents.c.paper_id)
    return chosen.where(*here).correlate(paper_documents).scalar_subquery()


def _record(  # noqa: PLR0913 - a holding's own fields
    key: str,
    table: sa.Table,
    holds: str,
    purpose: str,
    *,
    at: sa.ColumnElement[Any],
    person: sa.ColumnElement[Any] | None = None,
    only: sa.ColumnElement[bool] | None = None,
    empties: Mapping[str, object] | None = None,
) -> Holding:
    """Return a holding that the law of budgets demands."""
    return Holding(
        key=key,
        table=table,
        holds=holds,
        purpose=purpose,
        basis=_RECORDS,
        keeps=_TEN_YEARS,
        since=_accounts_adopted(at),
        only=only,
        person=person,
        empties=empties or {},
        bound_by_law=True,
    )


HOLDINGS = indexed(
    Holding(
        key="contacts",
        table=appointments,
        holds="Name und E-Mail-Adresse der Buchung",
        purpose="Gebühren zum Termin finden",
        basis="Art. 6 (1) e DSGVO in Verbindung mit dem Gebührenrecht der Leistung",
        keeps=timedelta(days=30),
        since=appointments.c.begins_at,
        person=appointments.c.id,
        empties={"contact_name": "", "contact_email": None},
    ),
    Holding(
        key="heard-webhooks",
        table=webhooks,
        holds="Kennungen der Meldungen von PayPal, ohne Inhalt",
        purpose="Doppelte Meldungen erkennen",
        basis="Art. 6 (1) e DSGVO, § 4 LDSG: Betrieb und Sicherheit des Verfahrens",
        keeps=timedelta(days=60),
        since=webhooks.c.heard_at,
    ),
    _record(
        "debtors",
        charges,
        "Name, Anschrift und E-Mail-Adresse, wer eine Gebühr schuldete; Betrag, Grund und Zahlung bleiben ohne Namen",
        "Belegen, wer was aus welchem Grund gezahlt hat",
        at=charges.c.assessed_at,
        person=charges.c.appointment_id,
        empties={"given_names": "", "family_name": "", "street": "", "postal_code": "", "city": "", "email": None},
    ),
    _record(
        "notice-documents",
        notice_documents,
        "Gebührenbescheide als Datei",
        "Forderung und Bekanntgabe belegen",
        at=_of(notices, "numbered_at", notice_documents.c.notice_id),
        person=_of(notices, "appointment_id", notice_documents.c.notice_id),
    ),
    _record(
        "paper-contents",
        papers,
        "Angaben auf Mahnungen und Stornos; Nummer, Tag und Betrag bleiben",
        "Mahnung und Aufhebung belegen",
        at=papers.c.created_at,
        person=_of(charges, "appointment_id", papers.c.charge_id),
        empties={"content": {}},
    ),
    _record(
        "paper-documents",
        paper_documents,
        "Mahnungen und Stornos als Datei",
        "Mahnung und Aufhebung belegen",
        at=_of_paper(papers.c.created_at),
        person=_of_paper(charges.c.appointment_id),
    ),
    _record(
        "dispatches",
        dispatches,
        "Dokumente, die nach einem Rückläufer noch einmal hinausgingen, und warum; Nummer, Weg und Tag bleiben",
        "Versand und Bekanntgabe belegen",
        at=dispatches.c.planned_at,
        person=_of(charges, "appointment_id", dispatches.c.charge_id),
        empties={"document": None, "said": ""},
    ),
    _record(
        "bank-files",
        statement_files,
        "Kontoauszüge, wie die Bank sie geliefert hat",
        "Ein- und Auszahlungen belegen",
        at=statement_files.c.taken_at,
        only=statement_files.c.finished_at.is_not(None),
        empties={"content": b"", "name": ""},
    ),
    _record(
        "receipts",
        receipts,
        "Name, Konto und Verwendungszweck von Zahlungen; Betrag und Tag bleiben",
        "Zahlungen zuordnen und belegen",
        at=sa.cast(receipts.c.booked_on, sa.DateTime(timezone=True)),
        person=_of(charges, "appointment_id", receipts.c.charge_id),
        empties={"name": "", "counter_iban": "", "text": "", "end_to_end": ""},
    ),
    _record(
        "refunds",
        refunds,
        "Name und Konto, an das Geld zurückging; Betrag, Tag und wer freigegeben hat bleiben",
        "Erstattungen belegen",
        at=refunds.c.proposed_at,
        only=refunds.c.file_id.is_not(None),
        person=_of(charges, "appointment_id", refunds.c.charge_id),
        empties={"name": "", "iban": ""},
    ),
    _record(
        "refund-files",
        refund_files,
        "Aufträge an die Bank über Erstattungen",
        "Erstattungen belegen",
        at=refund_files.c.made_at,
        empties={"content": b""},
    ),
)

NAMELESS = {
    "closed_cases": "ids of cases",
    "payments": "ids and amounts; who paid stands in the charge",
    "notice_numbers": "counters",
    "notices": "numbers and days; to whom stands in the charge",
    "ledger_entries": "the books, which are kept for good and have no names",
    "ledger_lines": "the books, which are kept for good and have no names",
    "statements": "balances of the town's own account",
    "paper_numbers": "counters",
    "suspensions": "days and reasons; of whom stands in the charge",
}
"""Tables that say nothing of a person once the charge has forgotten the name, with the reason."""
