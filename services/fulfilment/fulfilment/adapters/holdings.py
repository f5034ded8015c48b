"""How long fulfilment keeps what of whom."""

from datetime import timedelta

import sqlalchemy as sa

from chassis.retention.holding import Holding, indexed
from fulfilment.adapters.tables import appointment, cases, certificate, document, signature, webhook_delivery
from fulfilment.domain.flow import ENDS

_ENDED = cases.c.state.in_(sorted(ENDS))
_STILL_RUNS = sa.exists().where(
    cases.c.tenant == appointment.c.tenant, cases.c.appointment_id == appointment.c.id, ~_ENDED
)

_NOBODY = {"given_names": "", "family_name": "gelöscht", "email": None, "phone": None, "language": "de"}
"""Stands in place of a contact, since every appointment has one."""

HOLDINGS = indexed(
    Holding(
        key="documents",
        table=document,
        holds="Nachweise zu einem Vorgang, zum Beispiel die Wohnungsgeberbestätigung",
        purpose="Prüfen, ob die Voraussetzungen einer Leistung vorliegen",
        basis="Art. 6 (1) e DSGVO; § 19 BMG für die Wohnungsgeberbestätigung",
        keeps=timedelta(days=90),
        since=document.c.sent_at,
        person=document.c.appointment_id,
    ),
    Holding(
        key="signatures",
        table=signature,
        holds="Unterschrift oder getippter Name unter dem bestätigten Text",
        purpose="Nachweisen, dass die Person den Antrag so gestellt hat",
        basis="Art. 6 (1) e DSGVO und das Gesetz der jeweiligen Leistung",
        keeps=timedelta(days=730),
        since=signature.c.signed_at,
        person=signature.c.appointment_id,
    ),
    Holding(
        key="certificates",
        table=certificate,
        holds="Das ausgestellte Dokument; Art, Tag, Prüfcode und Prüfsumme ohne Angaben zur Person bleiben",
        purpose="Das Dokument noch einmal herunterladen oder schicken, und seine Echtheit bestätigen",
        basis="Art. 6 (1) e DSGVO und das Gesetz der jeweiligen Leistung",
        keeps=timedelta(days=730),
        since=certificate.c.issued_at,
        person=certificate.c.appointment_id,
        empties={"content": b""},
    ),
    Holding(
        key="answers",
        table=cases,
        holds="Angaben im Antrag und der bestätigte Text",
        purpose="Den Vorgang bearbeiten und Rückfragen beantworten",
        basis="Art. 6 (1) e DSGVO und das Gesetz der jeweiligen Leistung",
        keeps=timedelta(days=730),
        since=cases.c.changed_at,
        only=_ENDED,
        person=cases.c.appointment_id,
        empties={"answers": {}, "note": "", "statement": sa.null(), "correction": sa.null()},
    ),
    Holding(
        key="appointments",
        table=appointment,
        holds="Namen, Erreichbarkeit und die festgestellte Identität zu Terminen, deren Vorgänge beendet sind",
        purpose="Den Vorgang bearbeiten, über ihn benachrichtigen und Rückfragen beantworten",
        basis="Art. 6 (1) e DSGVO und das Gesetz der jeweiligen Leistung",
        keeps=timedelta(days=730),
        since=appointment.c.begins_at,
        only=~_STILL_RUNS,
        person=appointment.c.id,
        empties={"contact": _NOBODY, "person": sa.null(), "booked": {}},
    ),
    Holding(
        key="webhook-deliveries",
        table=webhook_delivery,
        holds="Nachrichten an das Fachverfahren der Kommune, mit dem Inhalt des Ereignisses",
        purpose="Zustellen, und noch einmal senden, was nicht ankam",
        basis="Art. 6 (1) e DSGVO und das Gesetz der jeweiligen Leistung",
        keeps=timedelta(days=14),
        since=webhook_delivery.c.created_at,
        person=webhook_delivery.c.appointment_id,
    ),
)
