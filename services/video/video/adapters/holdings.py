"""What video holds of persons, why, and how long. Pictures and sound are nowhere: no process of ours ever has them."""

from datetime import timedelta

import sqlalchemy as sa

from chassis.retention.holding import Holding, indexed
from video.adapters.tables import (
    case_copy,
    check_copy,
    clerk,
    consultation,
    feedback,
    guest,
    note,
    participant,
    quality,
    signal,
)

_BASIS = "Art. 6 (1) e DSGVO in Verbindung mit dem Fachrecht der Leistung"
_CONSENT = "Art. 6 (1) a und e DSGVO; Einwilligung vor dem Gespräch"
_OVER = consultation.c.state.in_(("ended", "missed", "cancelled"))


def _of_consultation(table: sa.Table, column: sa.Column[object]) -> sa.ScalarSelect[object]:
    """Return what the consultation of a row says."""
    return (
        sa.select(column)
        .where(consultation.c.tenant == table.c.tenant, consultation.c.id == table.c.consultation_id)
        .correlate(table)
        .scalar_subquery()
    )


def _begun(table: sa.Table) -> sa.ScalarSelect[object]:
    """Return when the appointment of a copy began; copies have no time of their own."""
    return (
        sa.select(consultation.c.begins_at)
        .where(consultation.c.tenant == table.c.tenant, consultation.c.appointment_id == table.c.appointment_id)
        .correlate(table)
        .scalar_subquery()
    )


def _line(key: str, table: sa.Table, holds: str) -> Holding:
    """Return the safety net behind the purge that follows each call's end by hours."""
    return Holding(
        key=key,
        table=table,
        holds=holds,
        purpose="Verbindung zwischen den Teilnehmenden aufbauen und nach einer Störung fortsetzen",
        basis=_CONSENT,
        keeps=timedelta(days=1),
        since=_of_consultation(table, consultation.c.ended_at),
        person=_of_consultation(table, consultation.c.appointment_id),
    )


HOLDINGS = indexed(
    _line("call-signals", signal, "Verbindungsdaten (mit Netzadressen) und Chat eines Gesprächs"),
    _line("call-participants", participant, "Namen der Teilnehmenden eines Gesprächs"),
    _line("call-guests", guest, "Namen der Dazugekommenen"),
    Holding(
        key="call-quality",
        table=quality,
        holds="Messwerte der Verbindung je Minute, ohne Adressen und Namen",
        purpose="Störungen finden und beheben",
        basis=_BASIS,
        keeps=timedelta(days=30),
        since=quality.c.measured_at,
    ),
    Holding(
        key="call-feedback",
        table=feedback,
        holds="Rückmeldungen zu Gesprächen, ohne Namen und ohne Termin",
        purpose="Gespräche verbessern",
        basis=_BASIS,
        keeps=timedelta(days=365),
        since=feedback.c.day,
    ),
    Holding(
        key="consultations",
        table=consultation,
        holds="Name, Telefonnummer, Anliegen, Zeiten und Ausgang des Gesprächs",
        purpose="Das Gespräch vorbereiten und führen",
        basis=_CONSENT,
        keeps=timedelta(days=30),
        since=consultation.c.begins_at,
        only=_OVER,
        person=consultation.c.appointment_id,
        empties={
            "given_names": "",
            "family_name": "",
            "phone": None,
            "interpreter": None,
            "needs": None,
            "message": "",
        },
    ),
    Holding(
        key="clerks",
        table=clerk,
        holds="Name, Standort und Anwesenheit am Arbeitsplatz, nur der letzte Stand",
        purpose="Gespräche verteilen und übergeben",
        basis="Art. 6 (1) e DSGVO, § 15 LDSG: Beschäftigte",
        keeps=timedelta(days=30),
        since=clerk.c.seen_at,
    ),
    Holding(
        key="call-notes",
        table=note,
        holds="Notizen der Sachbearbeitung zum Gespräch",
        purpose="Das Anliegen nach dem Gespräch abschließen",
        basis=_BASIS,
        keeps=timedelta(days=30),
        since=note.c.written_at,
        person=_of_consultation(note, consultation.c.appointment_id),
    ),
    Holding(
        key="check-copies",
        table=check_copy,
        holds="Ergebnis der Identitätsprüfung, ohne Angaben aus dem Ausweis",
        purpose="Anzeige am Arbeitsplatz",
        basis=_BASIS,
        keeps=timedelta(days=30),
        since=_begun(check_copy),
        person=check_copy.c.appointment_id,
    ),
    Holding(
        key="case-copies",
        table=case_copy,
        holds="Nummer und Stand der Vorgänge",
        purpose="Anzeige am Arbeitsplatz",
        basis=_BASIS,
        keeps=timedelta(days=30),
        since=_begun(case_copy),
        person=case_copy.c.appointment_id,
    ),
)
