"""Why a check ended without an identification, and what happens next: for the clerk and for the citizen."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from identity.domain.reasons import Reason, Revocation


@dataclass(frozen=True)
class ReasonText:
    """A reason: its label for the clerk, advice for the clerk, and what the citizen reads."""

    label: LazyString
    advice: LazyString
    citizen: LazyString


_IN_PERSON = _(
    "Ihr Anliegen können Sie im Bürgerbüro vor Ort erledigen. Wir beraten Sie gern gleich im Gespräch weiter."
)
_OTHER_DOCUMENT = _(
    "Mit einem anderen gültigen Ausweis können Sie einen neuen Termin buchen oder in das Bürgerbüro kommen."
)
_OFFER_OFFICE = _("Bitte beraten Sie weiter und bieten Sie einen Termin vor Ort an.")
_OFFER_DOCUMENT = _("Bitte bieten Sie einen neuen Termin mit einem gültigen Ausweis oder einen Termin vor Ort an.")

REASONS: dict[Reason, ReasonText] = {
    Reason.NO_CONSENT: ReasonText(_("Person ist nicht oder nicht mehr einverstanden"), _OFFER_OFFICE, _IN_PERSON),
    Reason.CONNECTION_DOUBTFUL: ReasonText(
        _("Prüfzahl verschieden oder Bild auffällig"),
        _(
            "Bitte bieten Sie einen neuen Termin oder einen Termin vor Ort an. "
            "War die Prüfzahl verschieden, melden Sie es bitte der Leitung."
        ),
        _IN_PERSON,
    ),
    Reason.NO_DOCUMENT: ReasonText(_("Kein Ausweis zur Hand"), _OFFER_DOCUMENT, _OTHER_DOCUMENT),
    Reason.DOCUMENT_NOT_ACCEPTED: ReasonText(
        _("Dieser Ausweis wird nicht angenommen"), _OFFER_DOCUMENT, _OTHER_DOCUMENT
    ),
    Reason.FEATURES_NOT_SEEN: ReasonText(_("Sicherheitsmerkmale nicht erkennbar"), _OFFER_OFFICE, _IN_PERSON),
    Reason.PICTURE_TOO_POOR: ReasonText(
        _("Bild oder Ton reichen nicht aus"),
        _("Bitte bieten Sie einen neuen Termin mit anderem Gerät oder einen Termin vor Ort an."),
        _(
            "Bild oder Ton waren zu schlecht. Sie können mit einem anderen Gerät einen neuen Termin buchen oder in das "
            "Bürgerbüro kommen."
        ),
    ),
    Reason.ZONE_NOT_READABLE: ReasonText(_("Zeilen nicht lesbar oder Prüfziffern falsch"), _OFFER_OFFICE, _IN_PERSON),
    Reason.DOCUMENT_EXPIRED: ReasonText(
        _("Ausweis ist abgelaufen"),
        _("Bitte weisen Sie auf die Ausweispflicht hin und bieten Sie einen Termin für einen neuen Ausweis an."),
        _(
            "Ihr Ausweis ist abgelaufen. Mit einem anderen gültigen Ausweis oder Pass können Sie einen neuen Termin "
            "buchen; einen neuen Ausweis beantragen Sie im Bürgerbüro."
        ),
    ),
    Reason.UNDER_AGE: ReasonText(
        _("Person ist zu jung"),
        _("Bitte bieten Sie einen Termin gemeinsam mit einem Elternteil an."),
        _("Für dieses Anliegen brauchen wir einen Elternteil dabei. Bitte buchen Sie gemeinsam einen neuen Termin."),
    ),
    Reason.OTHER_PERSON: ReasonText(_("Ausweis gehört nicht zur Buchung"), _OFFER_OFFICE, _IN_PERSON),
    Reason.FACE_DIFFERS: ReasonText(_("Gesicht und Foto stimmen nicht sicher überein"), _OFFER_OFFICE, _IN_PERSON),
    Reason.QUESTIONS_FAILED: ReasonText(_("Sicherheitsfragen nicht bestanden"), _OFFER_OFFICE, _IN_PERSON),
    Reason.QUESTIONS_LOCKED: ReasonText(
        _("Sicherheitsfragen gesperrt"),
        _("Für diese Person wurde schon zu oft gefragt. Bitte bieten Sie einen Termin vor Ort an."),
        _("Zu Ihrem Schutz sind Sicherheitsfragen gerade nicht möglich. Bitte kommen Sie in das Bürgerbüro."),
    ),
    Reason.CODE_NOT_CONFIRMED: ReasonText(
        _("Code nicht bestätigt"),
        _OFFER_OFFICE,
        _(
            "Der Code an den Kontakt Ihrer Buchung wurde nicht bestätigt. Bitte buchen Sie mit Ihrer eigenen "
            "E-Mail-Adresse einen neuen Termin, oder kommen Sie in das Bürgerbüro."
        ),
    ),
    Reason.DOUBT: ReasonText(_("Sonstige Zweifel"), _OFFER_OFFICE, _IN_PERSON),
    Reason.LEVEL_NOT_BY_VIDEO: ReasonText(
        _("Per Video nicht möglich"),
        _OFFER_OFFICE,
        _("Dieses Anliegen verlangt einen persönlichen Besuch oder den Online-Ausweis."),
    ),
    Reason.STEP_TIMED_OUT: ReasonText(
        _("Zeit abgelaufen"),
        _("Bitte bieten Sie einen neuen Termin oder einen Termin vor Ort an."),
        _("Die Zeit für die Prüfung ist abgelaufen. Bitte buchen Sie einen neuen Termin, oder kommen Sie vorbei."),
    ),
    Reason.NOT_FINISHED: ReasonText(
        _("Gespräch vor dem Ende der Prüfung beendet"),
        _OFFER_OFFICE,
        _("Das Gespräch endete, bevor die Prüfung fertig war. Bitte buchen Sie einen neuen Termin."),
    ),
}
REVOCATIONS = {
    Revocation.WRONG_PERSON: _("Es war eine andere Person"),
    Revocation.FORGED_DOCUMENT: _("Der Ausweis war gefälscht oder gestohlen"),
    Revocation.CLERICAL_ERROR: _("Bei der Prüfung ist ein Fehler passiert"),
}
LEVELS = {
    "none": _("ohne Prüfung"),
    "normal": _("Niveau normal"),
    "substantial": _("Niveau substantiell"),
    "high": _("Niveau hoch"),
}
DIFFERENCES = {
    "family-differs": _("Familienname"),
    "given-differ": _("Vornamen"),
    "given-missing": _("Weitere Vornamen"),
    "swapped": _("Vor- und Familienname vertauscht"),
}
