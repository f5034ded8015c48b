"""Our words for the messages that WTForms brings: what is missing and how to put it right."""

from chassis.web.words import _, gettext, ngettext

REQUIRED = _("Bitte füllen Sie dieses Feld aus.")

_OURS = {
    "This field is required.": REQUIRED,
    "Invalid input.": _("Diese Angabe passt nicht. Bitte prüfen Sie sie."),
    "Invalid email address.": _("Bitte geben Sie eine E-Mail-Adresse in der Form name@beispiel.de an."),
    "Invalid URL.": _("Bitte geben Sie eine vollständige Internetadresse an, zum Beispiel https://www.beispiel.de."),
    "Invalid UUID.": _("Diese Angabe passt nicht. Bitte prüfen Sie sie."),
    "Not a valid choice.": _("Bitte wählen Sie eine der Möglichkeiten aus."),
    "Not a valid choice": _("Bitte wählen Sie eine der Möglichkeiten aus."),
    "Invalid Choice: could not coerce.": _("Bitte wählen Sie eine der Möglichkeiten aus."),
    "Invalid choice(s): one or more data inputs could not be coerced.": _("Bitte wählen Sie aus der Liste aus."),
    "Not a valid integer value.": _("Bitte geben Sie eine ganze Zahl an."),
    "Not a valid decimal value.": _("Bitte geben Sie eine Zahl an, zum Beispiel 12,50."),
    "Not a valid float value.": _("Bitte geben Sie eine Zahl an."),
    "Not a valid date value.": _("Bitte geben Sie ein Datum an, zum Beispiel 24.11.2026."),
    "Not a valid time value.": _("Bitte geben Sie eine Uhrzeit an, zum Beispiel 15:30."),
    "Not a valid datetime value.": _("Bitte geben Sie Datum und Uhrzeit an."),
    "CSRF token missing.": _("Bitte senden Sie das Formular noch einmal ab."),
    "CSRF failed.": _("Bitte senden Sie das Formular noch einmal ab."),
    "CSRF token expired.": _("Bitte senden Sie das Formular noch einmal ab."),
    "Invalid CSRF Token.": _("Bitte senden Sie das Formular noch einmal ab."),
    "Number must be at least %(min)s.": _("Die Zahl muss mindestens %(min)s sein."),
    "Number must be at most %(max)s.": _("Die Zahl darf höchstens %(max)s sein."),
    "Number must be between %(min)s and %(max)s.": _("Die Zahl muss zwischen %(min)s und %(max)s liegen."),
    "Field must be between %(min)d and %(max)d characters long.": _(
        "Bitte schreiben Sie zwischen %(min)d und %(max)d Zeichen."
    ),
    "File does not have an approved extension: {extensions}": _("Diese Art von Datei nehmen wir nicht an."),
}
_OURS_COUNTED = {
    "Field must be at least %(min)d character long.": (
        "Bitte schreiben Sie mindestens %(num)d Zeichen.",
        "Bitte schreiben Sie mindestens %(num)d Zeichen.",
    ),
    "Field cannot be longer than %(max)d character.": (
        "Bitte schreiben Sie höchstens %(num)d Zeichen.",
        "Bitte schreiben Sie höchstens %(num)d Zeichen.",
    ),
    "Field must be exactly %(max)d character long.": (
        "Bitte schreiben Sie genau %(num)d Zeichen.",
        "Bitte schreiben Sie genau %(num)d Zeichen.",
    ),
}


class FormMessages:
    """Stands in for the catalogue that WTForms asks, and leads on to gettext."""

    def gettext(self, text: str) -> str:
        """Return our sentence; a message of our own forms comes translated already."""
        return str(_OURS.get(text, text))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Return our sentence for a number; WTForms fills in its own placeholders afterwards."""
        ours = _OURS_COUNTED.get(singular)
        if ours is None:
            return gettext(singular if number == 1 else plural)
        return ngettext(*ours, number)
