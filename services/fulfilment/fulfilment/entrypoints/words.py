"""What states and steps are called on pages."""

from flask_babel import gettext as _, lazy_gettext as _l

from fulfilment.domain.milestones import Milestone
from fulfilment.use_cases.queries import CaseView

STATES = {
    "open": _l("in Vorbereitung"),
    "prepared": _l("wartet auf Bestätigung"),
    "confirmed": _l("vom Bürger bestätigt"),
    "submitted": _l("eingereicht, Gebühr offen"),
    "settled": _l("wird ausgeführt"),
    "issued": _l("Bescheinigung erstellt"),
    "transmitted": _l("an die Behörde übermittelt"),
    "acknowledged": _l("liegt bei der Behörde"),
    "dispatched": _l("verschickt"),
    "completed": _l("erledigt"),
    "other_way": _l("Identität nicht festgestellt"),
    "withdrawn": _l("zurückgenommen"),
    "failed": _l("nicht erledigt"),
}
KINDS = {
    "completed": "success",
    "dispatched": "success",
    "issued": "success",
    "failed": "danger",
    "withdrawn": "warning",
    "other_way": "warning",
}
"""The kind of badge; all others are `info`."""

PROBLEMS = {
    "missing": _l("Bitte ausfüllen"),
    "not_a_date": _l("Bitte ein Datum angeben, zum Beispiel 24.11.2026"),
    "not_an_option": _l("Bitte eine der Möglichkeiten wählen"),
    "not_an_email": _l("Bitte eine E-Mail-Adresse angeben, zum Beispiel name@beispiel.de"),
    "not_a_postal_code": _l("Bitte fünf Ziffern angeben"),
    "too_long": _l("Bitte höchstens 500 Zeichen"),
}

WAITS_FOR = {
    "identity": _l("Es fehlt noch die Feststellung der Identität. Danach wird der Antrag sofort eingereicht."),
    "level": _l("Für diese Leistung reicht die bisherige Prüfung der Identität nicht aus."),
    "age": _l("Die Person ist für diesen Antrag zu jung."),
}


def title(view: CaseView, milestone: Milestone) -> str:
    """Return what a step of the way is called, as done or as to come."""
    done = milestone.place == "done"
    plan = view.procedure.register_plan
    match milestone.event:
        case "begin":
            return _("Vorgang angelegt")
        case "advise":
            return _("Beratung abgeschlossen") if done else _("Beratung im Videogespräch")
        case "confirm":
            return _("Antrag von Ihnen bestätigt") if done else _("Antrag im Videogespräch prüfen und bestätigen")
        case "submit":
            return _("Identität festgestellt, Antrag eingereicht") if done else _("Identität feststellen")
        case "settle":
            return _("Gebühr geregelt") if done else _("Gebühr")
        case "issue":
            return _("Bescheinigung erstellt") if done else _("Bescheinigung erstellen")
        case "transmit" if plan:
            return _("An das %(name)s übermittelt", name=plan.authority) if done else _("Übermittlung an die Behörde")
        case "acknowledge" if plan and done:
            return _("Vom %(name)s angenommen", name=plan.authority_dative)
        case "acknowledge" if plan:
            return _("Eingang beim %(name)s", name=plan.authority_dative)
        case _other:
            return _delivered(view, done=done)


def _delivered(view: CaseView, *, done: bool) -> str:
    match view.delivery:
        case "download":
            return _("Zum Herunterladen bereit") if done else _("Zum Herunterladen")
        case "authority":
            return _("An die Behörde geschickt") if done else _("Versand an die Behörde")
        case _other:
            return _("Per Post verschickt") if done else _("Versand per Post")


def explanation(view: CaseView) -> str:
    """Return in one sentence what happens now."""
    match view.case.state:
        case "open" if not view.procedure.flow.knows("prepare"):
            return _("Im Videogespräch beantworten wir Ihre Fragen.")
        case "open" | "prepared":
            return _("Im Videogespräch füllen wir den Antrag gemeinsam aus. Sie bestätigen ihn am Bildschirm.")
        case "confirmed":
            return _("Sie haben den Antrag bestätigt. Wir prüfen noch Ihren Ausweis.")
        case "submitted":
            return _("Ihr Antrag ist eingereicht. Sobald die Gebühr geregelt ist, geht es weiter.")
        case "settled":
            return _("Ihr Antrag wird gerade bearbeitet.")
        case "other_way":
            return _("Ihre Identität konnte nicht festgestellt werden. Wir besprechen mit Ihnen, wie es weitergeht.")
        case _other:
            return ""
