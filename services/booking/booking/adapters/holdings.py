"""What booking holds of persons, why, and how long; statistics keep rows that say nothing of anybody."""

from datetime import timedelta

import sqlalchemy as sa

from booking.adapters.bounce_table import bounce
from booking.adapters.tables import appointment
from booking.adapters.waiting_table import waiting
from chassis.retention.holding import Holding, indexed

_DUTY = "Art. 6 (1) e DSGVO in Verbindung mit dem Fachrecht der Leistung"
_CONSENT = "Art. 6 (1) a DSGVO; Einwilligung im Formular, jederzeit widerruflich"
FORGOTTEN = "gelöscht"
"""Stands in place of a name, since every firm appointment has one."""

HOLDINGS = indexed(
    Holding(
        key="reservations",
        table=appointment,
        holds="Reservierte Zeiten mit Angaben, deren Adresse nie bestätigt wurde",
        purpose="Den Termin buchen, sobald die Adresse bestätigt ist",
        basis=_CONSENT,
        keeps=timedelta(days=1),
        since=appointment.c.held_until,
        only=appointment.c.state == "held",
        person=appointment.c.id,
    ),
    Holding(
        key="appointments",
        table=appointment,
        holds="Namen, Erreichbarkeit, Begleitung, Vertretung und Unterstützungsbedarf zu Terminen, die vorbei sind",
        purpose="Rückfragen nach dem Termin; danach bleiben Zeit, Leistung und Ausgang für die Auslastung",
        basis=_DUTY,
        keeps=timedelta(days=30),
        since=appointment.c.ends_at,
        only=appointment.c.state != "held",
        person=appointment.c.id,
        address=appointment.c.address,
        empties={
            "given_names": "",
            "family_name": FORGOTTEN,
            "email": None,
            "phone": None,
            "interpreter": None,
            "needs": None,
            "sign_language": False,
            "party": {},
            "consented_at": None,
            "pin_salt": None,
            "pin_digest": None,
        },
    ),
    Holding(
        key="waiting-list",
        table=waiting,
        holds="E-Mail-Adressen und Zeitwünsche der Warteliste",
        purpose="Frei gewordene Zeiten anbieten",
        basis=_CONSENT,
        keeps=timedelta(days=2),
        since=sa.cast(waiting.c.until, sa.DateTime(timezone=True)),
        address=waiting.c.address,
    ),
    Holding(
        key="returned-mails",
        table=bounce,
        holds="Welche Termine keine E-Mails bekommen, mit der Meldung des Mailservers",
        purpose="Die Menschen auf anderem Weg erreichen",
        basis=_DUTY,
        keeps=timedelta(days=30),
        since=bounce.c.noted_at,
        person=bounce.c.appointment_id,
    ),
)
