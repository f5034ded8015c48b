"""What identity holds of persons, why, and how long; images, zones, numbers and answers are in no table at all."""

from datetime import timedelta

import sqlalchemy as sa

from chassis.retention.holding import Holding, indexed
from identity.adapters.tables import (
    asked_topic,
    audit_detail,
    check_facts,
    checks,
    contact,
    lock_task,
    register_entry,
    staff_name,
)
from identity.domain.guesses import KEPT

_BASIS = "Art. 6 (1) e DSGVO in Verbindung mit § 20 PAuswG und dem Fachrecht der Leistung"
_CONSENT = "Art. 6 (1) a und e DSGVO; Einwilligung zu Beginn der Prüfung"
_OF_CHECK = (
    sa.select(checks.c.appointment_id)
    .where(checks.c.tenant == audit_detail.c.tenant, checks.c.id == audit_detail.c.subject)
    .correlate(audit_detail)
    .scalar_subquery()
)

HOLDINGS = indexed(
    Holding(
        key="checks",
        table=checks,
        holds="Name der Buchung, Name und Geburtsdatum aus dem Ausweis, Art des Ausweises, Ergebnis je Schritt",
        purpose="Identität für das Anliegen feststellen, eine falsche Feststellung widerrufen",
        basis=_CONSENT,
        keeps=timedelta(days=120),
        since=checks.c.begins_at,
        only=checks.c.status != "open",
        person=checks.c.appointment_id,
        empties={"booked_given_names": "", "booked_family_name": "", "results": {}},
    ),
    Holding(
        key="check-contacts",
        table=contact,
        holds="E-Mail-Adresse und Mobilnummer der Buchung bis zur Entscheidung",
        purpose="Einmalcode an den Kontakt der Buchung",
        basis=_BASIS,
        keeps=timedelta(days=90),
        since=contact.c.kept_at,
        person=contact.c.appointment_id,
    ),
    Holding(
        key="audit-details",
        table=audit_detail,
        holds="Schritte, Ergebnisse, Gründe und Fassung der Regeln, ohne Namen aus dem Ausweis",
        purpose="Prüfungen nachvollziehen; die Kette selbst bleibt und enthält nur Kennungen",
        basis=_BASIS,
        keeps=timedelta(days=3 * 365),
        since=audit_detail.c.noted_at,
        person=_OF_CHECK,
    ),
    Holding(
        key="asked-topics",
        table=asked_topic,
        holds="Themen gestellter Sicherheitsfragen unter einem Pseudonym",
        purpose="Dieselbe Frage nicht bald wieder stellen",
        basis=_BASIS,
        keeps=KEPT,
        since=asked_topic.c.asked_at,
    ),
    Holding(
        key="lock-tasks",
        table=lock_task,
        holds="Warum Sicherheitsfragen gesperrt wurden und wann die Leitung sich darum gekümmert hat",
        purpose="Betroffene erfahren, dass jemand für sie geantwortet haben könnte",
        basis=_BASIS,
        keeps=timedelta(days=120),
        since=lock_task.c.opened_at,
        person=lock_task.c.appointment_id,
    ),
    Holding(
        key="staff-names",
        table=staff_name,
        holds="Name und Kennung der Mitarbeitenden, die hier prüfen oder entscheiden",
        purpose="Die Leitung sieht, wer geprüft hat; das Protokoll selbst enthält nur Kennungen",
        basis="Art. 6 (1) e und Art. 88 DSGVO in Verbindung mit dem Beschäftigtendatenschutz des Landes",
        keeps=timedelta(days=365),
        since=staff_name.c.seen_at,
    ),
    Holding(
        key="compared-facts",
        table=check_facts,
        holds="Verschlüsselte Registerangaben während einer Prüfung",
        purpose="Antworten vergleichen, ohne sie anzuzeigen",
        basis=_BASIS,
        keeps=timedelta(days=2),
        since=check_facts.c.kept_at,
    ),
    Holding(
        key="register-list",
        table=register_entry,
        holds="Verschlüsselte Registerangaben unter einem Pseudonym",
        purpose="Antworten auf Sicherheitsfragen vergleichen",
        basis=_BASIS,
        keeps=timedelta(days=31),
        since=register_entry.c.imported_at,
    ),
)
