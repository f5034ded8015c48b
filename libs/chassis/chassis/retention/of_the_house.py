"""What the tables hold that every service has."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from chassis.persistence.tables import Id, access, inbox, mail, one_time_code, operator_entrance, outbox, request_tally
from chassis.retention.holding import Holding


def appointment_of(body: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """Return the appointment that an event is about; every event of a person names it."""
    return sa.cast(body["data"]["appointment_id"].astext, Id)


_SECURITY = "Art. 6 (1) e DSGVO, § 4 LDSG: Betrieb und Sicherheit des Verfahrens"

HOUSE = (
    Holding(
        key="sent-mail",
        table=mail,
        holds="Empfänger und Text versandter E-Mails",
        purpose="Zustellung nachweisen und nach einem Ausfall fortsetzen",
        basis=_SECURITY,
        keeps=timedelta(days=14),
        since=mail.c.sent_at,
        only=mail.c.sent_at.is_not(None),
        address=sa.func.lower(mail.c.recipient),
    ),
    Holding(
        key="unsent-mail",
        table=mail,
        holds="Empfänger und Text von E-Mails, die kein Server angenommen hat",
        purpose="Zustellung versuchen, solange sie noch jemandem nützt",
        basis=_SECURITY,
        keeps=timedelta(days=30),
        since=mail.c.created_at,
        only=mail.c.sent_at.is_(None),
        address=sa.func.lower(mail.c.recipient),
    ),
    Holding(
        key="published-events",
        table=outbox,
        holds="Meldungen zwischen den Diensten, mit Namen und Kontakt, wo der Empfänger sie braucht",
        purpose="Meldungen nach einem Ausfall noch einmal zustellen",
        basis=_SECURITY,
        keeps=timedelta(days=14),
        since=outbox.c.published_at,
        only=outbox.c.published_at.is_not(None),
        person=appointment_of(outbox.c.body),
    ),
    Holding(
        key="received-events",
        table=inbox,
        holds="Kennungen empfangener Meldungen, ohne Inhalt",
        purpose="Doppelte Meldungen erkennen",
        basis=_SECURITY,
        keeps=timedelta(days=60),
        since=inbox.c.received_at,
    ),
    Holding(
        key="access",
        table=access,
        holds="Prüfsummen der persönlichen Links",
        purpose="Zugang der Bürgerin oder des Bürgers zum eigenen Termin",
        basis=_SECURITY,
        keeps=timedelta(days=30),
        since=access.c.valid_until,
        person=access.c.appointment_id,
    ),
    Holding(
        key="request-tallies",
        table=request_tally,
        holds="Prüfsummen von Adressen und Netzen, die etwas angefragt haben",
        purpose="Schutz vor Missbrauch",
        basis=_SECURITY,
        keeps=timedelta(days=90),
        since=request_tally.c.since,
    ),
    Holding(
        key="one-time-codes",
        table=one_time_code,
        holds="Prüfsummen von Einmalcodes",
        purpose="Bestätigung über einen zweiten Weg",
        basis=_SECURITY,
        keeps=timedelta(days=2),
        since=one_time_code.c.valid_until,
        person=one_time_code.c.subject,
    ),
    Holding(
        key="operator-entrances",
        table=operator_entrance,
        holds="Wer vom Betrieb wann und warum Zugang zu den Vorgängen der Kommune hatte, unter einer Kennung",
        purpose="Zugriffe des Dienstleisters nachvollziehen (Art. 28 (3) h DSGVO)",
        basis=_SECURITY,
        keeps=timedelta(days=3 * 365),
        since=operator_entrance.c.until,
    ),
)
"""Ninety days are the longest window of any limit; a counter whose own window is over goes as soon as one is used."""
