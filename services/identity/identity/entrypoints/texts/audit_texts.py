"""What the audit says, in words."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from identity.domain.check import Step
from identity.domain.reasons import Reason, Revocation
from identity.entrypoints.texts import drawn_texts, outcome_texts, step_texts

ACTIONS = {
    **{f"check.{step}": step_texts.STEPS[step].label for step in Step},
    "check.reconnected": _("Neue Verbindung: Prüfzahl und Gesicht werden neu verglichen"),
    "check.viewed": _("Prüfung angesehen"),
    "check.verified": _("Identität bestätigt"),
    "check.rejected": _("Identität nicht bestätigt"),
    "check.revoked": _("Prüfung widerrufen"),
    "check.override-asked": _("Zweite Person gefragt"),
    "check.override-granted": _("Zweite Person: darf weitergehen"),
    "check.override-refused": _("Zweite Person: beendet"),
    "check.override-withdrawn": _("Frage an zweite Person zurückgezogen"),
    "check.code-sent": _("Code geschickt"),
    "check.code-not-sent": _("Code nicht geschickt"),
    "questions.locked": _("Sicherheitsfragen gesperrt"),
    "questions.lock-handled": _("Sperre der Sicherheitsfragen bearbeitet"),
    "check.code-confirmed": _("Code bestätigt"),
    "check.disclosed": _("Auskunft an die Person"),
    "register.imported": _("Registerliste übernommen"),
    "audit.searched": _("Protokoll durchsucht"),
    "audit.verified": _("Protokoll geprüft"),
}

ACTORS = {"citizen": _("die Person selbst"), "system": _("System")}
"""Who acted, where it was nobody of the staff."""
STAFF = "staff:"
"""What stands before the provider's id of whoever of the staff acted."""


def actor_name(actor: str, known: Mapping[str, Any]) -> str:
    """Return how somebody is called who acted; whom nobody knows by name any more, by the provider's id."""
    return str(known.get(actor, actor.removeprefix(STAFF)))


def details_of(details: dict[str, Any]) -> str:
    """Return the details that a supervisor reads, in one line."""
    told = []
    if reason := details.get("reason"):
        told.append(_reason(str(reason)))
    if why := details.get("why"):
        told.append(f"„{why}“")
    if unseen := [key for key, seen in (details.get("features") or {}).items() if seen is False]:
        names = ", ".join(str(drawn_texts.FEATURES[key][0]) if key in drawn_texts.FEATURES else key for key in unseen)
        told.append(str(_("nicht erkennbar: %(features)s", features=names)))
    if policy := details.get("policy"):
        told.append(str(_("Regeln %(version)s", version=", ".join(policy))))
    return " · ".join(told)


def _reason(code: str) -> str:
    """Return a reason of a rejection or a revocation in words; one that older rules knew stays as it was noted."""
    if code in tuple(Reason):
        return str(outcome_texts.REASONS[Reason(code)].label)
    return str(outcome_texts.REVOCATIONS[Revocation(code)]) if code in tuple(Revocation) else code
