"""What the scripts of the call say at the desk, where the clerk is the one who helps and who calls."""

from flask_babel import gettext as _

from video.entrypoints.call_texts import call_texts


def desk_texts(tenant_phone: str, citizen_phone: str | None) -> dict[str, str]:
    """Return the sentences of a call as clerks read them; `citizen_phone` is what the citizen has left, if anything."""
    lost = _("Die andere Seite ist zurzeit nicht zu erreichen. Wir versuchen es weiter.")
    if citizen_phone:
        lost += " " + _("Sie können auch anrufen: %(phone)s", phone=citizen_phone)
    other_browser = _("Bitte öffnen Sie den Arbeitsplatz in einem aktuellen Firefox, Chrome, Edge oder Safari.")
    return call_texts(tenant_phone) | {
        "phone": lost,
        "missing": _(
            "Wir finden weder Kamera noch Mikrofon. Bitte schließen Sie ein Gerät an und versuchen Sie es noch einmal."
        ),
        "unsupported": _("Dieser Browser kann keine Videogespräche.") + " " + other_browser,
        "no_camera": _("Wir finden keine Kamera. Die andere Seite hört Sie, sieht Sie aber nicht."),
        "unknown": _(
            "Kamera und Mikrofon lassen sich nicht einschalten. Bitte laden Sie die Seite neu; hilft das nicht, "
            "starten Sie den Browser neu. Das Gespräch bleibt bestehen."
        ),
    }
