"""How the states of an appointment are called on staff pages, and the badge of each."""

from chassis.web.words import _

STATES = {
    "confirmed": _("Gebucht"),
    "done": _("Erledigt"),
    "missed": _("Nicht erschienen"),
    "late": _("Zu spät gekommen"),
    "cancelled": _("Abgesagt"),
}
KINDS = {"confirmed": "info", "done": "success", "missed": "warning", "late": "warning", "cancelled": "danger"}
NOTED = {
    "missed": _("Nicht erschienen ist vermerkt."),
    "late": _("Zu spät gekommen ist vermerkt."),
    "done": _("Erledigt ist vermerkt."),
}
