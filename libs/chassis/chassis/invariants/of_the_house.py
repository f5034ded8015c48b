"""The promises that every service makes: what is recorded goes out, what is due is done, the trail is whole."""

from collections.abc import Sequence

import sqlalchemy as sa

from chassis.invariants.invariant import Invariant
from chassis.jobs.runner import PARKED_AFTER
from chassis.persistence.audit import first_broken

_MY_WORK = "SELECT kind || ' ' || item FROM due_work WHERE tenant = current_setting('app.tenant')"


def _broken_trail(connection: sa.Connection, tenant: str) -> Sequence[str]:
    position = first_broken(connection, tenant)
    return () if position is None else (str(position),)


HOUSE = (
    Invariant(
        "outbox-moves",
        "Jede Meldung an die anderen Dienste geht innerhalb von fünf Minuten hinaus.",
        "SELECT id FROM outbox WHERE published_at IS NULL AND created_at < now() - interval '5 minutes'"
        " ORDER BY position",
    ),
    Invariant(
        "work-is-done",
        "Was fällig ist, wird innerhalb einer Viertelstunde erledigt.",
        f"{_MY_WORK} AND attempts < {PARKED_AFTER} AND due < now() - interval '15 minutes' ORDER BY due",
    ),
    Invariant(
        "work-is-not-given-up",
        "Keine fällige Arbeit ist nach zwölf Versuchen liegen geblieben.",
        f"{_MY_WORK} AND attempts >= {PARKED_AFTER} ORDER BY due",
    ),
    Invariant(
        "mails-leave",
        "Jede E-Mail, die verschickt werden soll, verlässt das Haus innerhalb einer Stunde.",
        "SELECT mail.id FROM mail JOIN due_work ON due_work.tenant = mail.tenant AND due_work.item = mail.id"
        " WHERE sent_at IS NULL AND created_at < now() - interval '1 hour' ORDER BY created_at",
    ),
    Invariant(
        "audit-chain",
        "Die Prüfspur ist lückenlos und unverändert.",
        _broken_trail,
    ),
)
