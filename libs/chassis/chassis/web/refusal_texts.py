"""What people read when a request is refused: what happened and what to do, by status."""

from dataclasses import dataclass

from chassis.web.words import _


@dataclass(frozen=True)
class Texts:
    """What happened, more about it, and what to do now."""

    title: str
    detail: str
    advice: str


_BACK = _("Gehen Sie bitte einen Schritt zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.")
_LATER = _("Bitte versuchen Sie es in einigen Minuten noch einmal.")
_START = _("Auf der Startseite finden Sie alle Leistungen. Zu Ihrem Termin führt der Link in Ihrer E-Mail.")
_CALL = _("Wenn Sie nicht weiterkommen, rufen Sie uns bitte an. Wir helfen Ihnen gern.")

TEXTS = {
    400: Texts(
        _("Das konnten wir nicht verarbeiten"),
        _("Die Anfrage war unvollständig, oder die Seite war zu lange geöffnet."),
        _BACK,
    ),
    401: Texts(_("Bitte melden Sie sich an"), _("Diese Seite ist nur nach einer Anmeldung zugänglich."), _CALL),
    403: Texts(_("Hier haben Sie keinen Zugang"), _("Für diese Seite fehlt Ihnen die Berechtigung."), _CALL),
    404: Texts(
        _("Diese Seite gibt es nicht"),
        _("Vielleicht ist die Adresse nicht vollständig, oder die Seite wurde entfernt."),
        _START,
    ),
    405: Texts(_("Das geht auf diesem Weg nicht"), _("Diese Adresse kann so nicht aufgerufen werden."), _START),
    409: Texts(
        _("Das hat sich inzwischen geändert"),
        _("Jemand war schneller, oder der Stand ist nicht mehr derselbe. Es wurde nichts geändert."),
        _("Laden Sie bitte die Seite neu und sehen Sie sich den aktuellen Stand an."),
    ),
    410: Texts(_("Das gibt es nicht mehr"), _("Diese Seite war zeitlich begrenzt."), _CALL),
    413: Texts(
        _("Die Datei ist zu groß"),
        _("Was Sie gesendet haben, überschreitet die erlaubte Größe. Es wurde nichts gespeichert."),
        _("Wählen Sie bitte eine kleinere Datei oder ein Foto mit geringerer Auflösung."),
    ),
    422: Texts(
        _("Einige Angaben passen nicht"),
        _("Mindestens eine Angabe fehlt oder hat nicht die richtige Form."),
        _("Prüfen Sie bitte Ihre Angaben und senden Sie sie noch einmal ab."),
    ),
    429: Texts(_("Das waren zu viele Versuche"), _("Zum Schutz aller haben wir kurz angehalten."), _LATER),
    500: Texts(
        _("Bei uns ist ein Fehler aufgetreten"),
        _("Das liegt nicht an Ihnen. Der Fehler wurde aufgezeichnet."),
        _LATER,
    ),
    503: Texts(
        _("Dieser Dienst ist gerade nicht erreichbar"),
        _("Wir arbeiten daran. Ihre bisherigen Angaben sind sicher."),
        _LATER,
    ),
}
