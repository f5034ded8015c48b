"""What states and steps are called on pages."""

from chassis.one_time_code import Answer
from chassis.web.words import _ as _l
from chassis.web.words import gettext as _
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
    "not_people": _l("Bitte je Zeile Vornamen, Familienname und Geburtsdatum, zum Beispiel Kim Muster, 01.02.2015"),
    "too_long": _l("Bitte höchstens 500 Zeichen"),
}

WAITS_FOR = {
    "identity": _l("Es fehlt noch die Feststellung der Identität. Danach wird der Antrag sofort eingereicht."),
    "level": _l("Für diese Leistung reicht die bisherige Prüfung der Identität nicht aus."),
    "age": _l("Die Person ist für diesen Antrag zu jung."),
    "signature": _l("Es fehlt noch die Unterschrift unter dem gezeigten Text."),
    "appearance": _l(
        "Für diese Leistung muss die Person in Ihrer Kommune persönlich erscheinen. "
        "Bitte vereinbaren Sie einen Termin im Bürgerbüro."
    ),
}

CODE_ANSWERS = {
    Answer.WRONG: _l("Dieser Code stimmt nicht. Bitte vergleichen Sie ihn mit der Mail."),
    Answer.EXPIRED: _l("Dieser Code gilt nicht oder nicht mehr. Bitte lassen Sie sich einen neuen schicken."),
    Answer.SPENT: _l("Der Code war zu oft falsch. Bitte lassen Sie sich einen neuen schicken."),
}

ENDED_BECAUSE = {
    "never_paid": _l("Die Gebühr ist offen geblieben."),
    "citizen": _l("Sie haben den Antrag zurückgenommen."),
    "cancelled": _l("Der Termin hat nicht stattgefunden."),
    "missed": _l("Der Termin hat nicht stattgefunden."),
}
"""Why a case was withdrawn; every other reason is that something was missing."""
INCOMPLETE = _l("Der Antrag ist unvollständig geblieben.")


TITLES = {
    "begin": (_l("Vorgang angelegt"), _l("Vorgang anlegen")),
    "advise": (_l("Beratung abgeschlossen"), _l("Beratung im Videogespräch")),
    "confirm": (_l("Antrag von Ihnen bestätigt"), _l("Antrag im Videogespräch prüfen und bestätigen")),
    "submit": (_l("Identität festgestellt, Antrag eingereicht"), _l("Identität feststellen")),
    "settle": (_l("Gebühr geregelt"), _l("Gebühr")),
    "issue": (_l("Bescheinigung erstellt"), _l("Bescheinigung erstellen")),
}
"""What milestones are called when they are done, and before."""

DELIVERIES = {
    "download": (_l("Zum Herunterladen bereit"), _l("Zum Herunterladen")),
    "authority": (_l("An die Behörde geschickt"), _l("Versand an die Behörde")),
    "post": (_l("Per Post verschickt"), _l("Versand per Post")),
    "none": (_l("Erledigt"), _l("Erledigung")),
}

EXPLANATIONS = {
    "open": _l("Im Videogespräch füllen wir den Antrag gemeinsam aus. Sie bestätigen ihn am Bildschirm."),
    "confirmed": _l("Sie haben den Antrag bestätigt. Wir prüfen noch Ihren Ausweis."),
    "submitted": _l("Ihr Antrag ist eingereicht. Sobald die Gebühr geregelt ist, geht es weiter."),
    "settled": _l("Ihr Antrag wird gerade bearbeitet."),
    "other_way": _l("Ihre Identität konnte nicht festgestellt werden. Wir besprechen mit Ihnen, wie es weitergeht."),
}


def title(view: CaseView, milestone: Milestone) -> str:
    """Return what a step of the way is called, as done or as to come."""
    done = milestone.place == "done"
    plan = view.procedure.register_plan
    if milestone.event == "transmit" and plan and done:
        return _("An das %(name)s übermittelt", name=plan.authority)
    if milestone.event == "transmit":
        return _("Übermittlung an die Behörde")
    if milestone.event == "acknowledge" and plan:
        name = plan.authority_dative
        return _("Vom %(name)s angenommen", name=name) if done else _("Eingang beim %(name)s", name=name)
    as_done, ahead = TITLES.get(milestone.event) or DELIVERIES[view.delivery]
    return str(as_done if done else ahead)


def explanation(view: CaseView) -> str:
    """Return in one sentence what happens now."""
    if view.case.state == "open" and not view.procedure.flow.knows("prepare"):
        return _("Im Videogespräch beantworten wir Ihre Fragen.")
    return str(EXPLANATIONS.get(view.case.state, ""))
