"""How long fulfilment keeps what of whom."""

from datetime import timedelta

from chassis.retention.holding import Holding
from fulfilment.adapters.tables import cases, document, signature

HOLDINGS = (
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
        key="answers",
        table=cases,
        holds="Angaben im Antrag und der bestätigte Text",
        purpose="Den Vorgang bearbeiten und Rückfragen beantworten",
        basis="Art. 6 (1) e DSGVO und das Gesetz der jeweiligen Leistung",
        keeps=timedelta(days=730),
        since=cases.c.changed_at,
        only=cases.c.state.in_(("completed", "withdrawn", "failed")),
        person=cases.c.appointment_id,
        empties={"answers": {}, "note": ""},
    ),
)
