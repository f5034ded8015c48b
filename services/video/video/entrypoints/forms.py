"""Forms of waiting room and desk."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, RadioField, StringField, TelField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, DataRequired, Length, Optional, Regexp, ValidationError

from chassis.web.forms import Form
from video.domain.feedback import names_somebody


class EntranceForm(Form):
    """The citizen agrees and enters the waiting room."""

    consent = BooleanField(
        _("Ich bin damit einverstanden, dass wir per Video miteinander sprechen."),
        validators=[DataRequired(_("Bitte stimmen Sie dem Videogespräch zu. Ohne Ihre Zustimmung geht es nicht."))],
    )
    # What the device test found; told by the page's script.
    devices = HiddenField(validators=[Optional(), AnyOf(("camera microphone", "microphone", "camera"))])


class MessageForm(Form):
    """A line for the person who waits."""

    message = StringField(
        _("Nachricht an die wartende Person"),
        validators=[DataRequired(_("Bitte schreiben Sie zuerst eine Nachricht.")), Length(max=300)],
    )


class NoteForm(Form):
    """The clerk's sheet of notes."""

    note = TextAreaField(_("Notizen"), validators=[Length(max=20_000)])


class PhoneForm(Form):
    """Where the clerk reaches the citizen."""

    phone = TelField(
        _("Ihre Telefonnummer"),
        validators=[
            DataRequired(_("Bitte geben Sie die Nummer ein, unter der wir Sie erreichen.")),
            Regexp(
                r"^[+0-9][0-9 /()-]{4,29}$", message=_("Bitte geben Sie nur Ziffern ein, zum Beispiel 0711 123456.")
            ),
        ],
    )


class ParkForm(Form):
    """What the citizen reads while the call is interrupted."""

    message = StringField(_("Nachricht für die Zwischenzeit"), validators=[Length(max=300)])


class InviteForm(Form):
    """Who is to come into the call too."""

    kind = RadioField(
        _("Wer soll dazukommen?"),
        choices=[
            SelectChoice("companion", _("Eine Person an Ihrer Seite")),
            SelectChoice("interpreter", _("Dolmetscherin oder Dolmetscher")),
            SelectChoice("sign_interpreter", _("Gebärdensprache: Das Bild bleibt groß")),
        ],
        validators=[DataRequired(_("Bitte wählen Sie aus, wer dazukommt."))],
    )


class GuestForm(Form):
    """The name under which a guest waits, and their consent."""

    name = StringField(
        _("Ihr Name"),
        validators=[DataRequired(_("Bitte geben Sie Ihren Namen ein.")), Length(max=100)],
    )
    consent = BooleanField(
        _("Ich bin damit einverstanden, dass wir per Video miteinander sprechen."),
        validators=[DataRequired(_("Bitte stimmen Sie dem Videogespräch zu. Ohne Ihre Zustimmung geht es nicht."))],
    )


class ProofForm(Form):
    """Whether both sides read the same number of their connection."""

    result = RadioField(choices=["confirmed", "differs"], validators=[DataRequired()])


class FeedbackForm(Form):
    """How the call was for the citizen."""

    answer = RadioField(
        _("Wie war das Gespräch für Sie?"),
        choices=[
            SelectChoice("good", _("Gut")),
            SelectChoice("fair", _("Mittel")),
            SelectChoice("poor", _("Schlecht")),
        ],
        validators=[DataRequired(_("Bitte wählen Sie eine Antwort aus."))],
    )
    words = TextAreaField(_("Was möchten Sie uns dazu sagen?"), validators=[Length(max=500)])

    def validate_words(self, field: TextAreaField) -> None:
        """Keep persons out of what nobody can answer or delete for them."""
        if names_somebody(field.data or ""):
            raise ValidationError(_("Bitte lassen Sie Telefonnummern, E-Mail-Adressen und andere lange Nummern weg."))


class EndForm(Form):
    """How the call came out."""

    outcome = RadioField(
        _("Wie ist das Gespräch ausgegangen?"),
        choices=[
            SelectChoice("completed", _("Das Anliegen ist besprochen.")),
            SelectChoice("broken_off", _("Abgebrochen: Ein neuer Termin ist nötig.")),
        ],
        validators=[DataRequired(_("Bitte wählen Sie aus, wie das Gespräch ausgegangen ist."))],
    )
