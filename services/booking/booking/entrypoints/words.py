"""How the states of an appointment are called on staff pages, and the badge of each."""

from chassis.web.words import _

STATES = {
    "confirmed": _("Gebucht"),
    "done": _("Erledigt"),
    "missed": _("Nicht erschienen"),
    "cancelled": _("Abgesagt"),
}
KINDS = {"confirmed": "info", "done": "success", "missed": "warning", "cancelled": "danger"}
