"""The forms of the clerk's panel. Their fields hold what is typed for one request; nothing of a zone is kept."""

from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from chassis.web.forms import Form
from identity.domain.documents import Series

LONGEST_ZONE = 400
LONGEST_NAME = 120


def require_id(field: StringField) -> None:
    """Refuse what is no id of an appointment."""
    try:
        UUID(str(field.data))
    except ValueError:
        raise ValidationError(gettext("Das ist keine Kennung eines Termins. Sie steht in der Adresse.")) from None


class StepForm(Form):
    """A step of which the page says as of which revision it showed the check."""

    revision = HiddenField()

    def seen_revision(self) -> int:
        """Return the revision of the page, or one that never fits."""
        told = str(self.revision.data or "")
        return int(told) if told.isdecimal() else -1


class DocumentForm(StepForm):
    """Which document the person has."""

    kind = RadioField(_("Art des Ausweises"), validators=[InputRequired()])
    state = SelectField(_("Ausgestellt von"), validators=[InputRequired()])
    series = SelectField(_("Ausgabe (nur bei deutschen Dokumenten)"), default=Series.CURRENT)


class ZoneForm(StepForm):
    """The lines as they stand on the document."""

    zone = TextAreaField(
        _("Zeilen mit den Zeichen <, genau abgetippt"),
        validators=[
            InputRequired(_("Bitte tippen Sie die Zeilen ab.")),
            Length(max=LONGEST_ZONE, message=_("Das ist zu lang. Bitte tippen Sie nur die Zeilen unten ab.")),
        ],
    )
    century_earlier = BooleanField(_("Die Person wurde laut Vorderseite hundert Jahre früher geboren."))


class NamesForm(StepForm):
    """Names as the front shows them."""

    given_names = StringField(_("Vornamen"), validators=[Length(max=LONGEST_NAME)])
    family_name = StringField(
        _("Familienname"),
        validators=[InputRequired(_("Bitte geben Sie den Familiennamen an.")), Length(max=LONGEST_NAME)],
    )
    reason = StringField(_("Grund für die Abweichung"), validators=[Length(max=200)])


class RejectForm(StepForm):
    """Why the check ends here."""

    reason = RadioField(_("Warum geht es nicht?"), validators=[InputRequired(_("Bitte wählen Sie einen Grund."))])


class FindForm(Form):
    """Which appointment's check is looked for."""

    appointment = StringField(_("Kennung des Termins"), validators=[InputRequired()])

    def validate_appointment(self, field: StringField) -> None:
        """Refuse what is no id."""
        require_id(field)


class RevokeForm(Form):
    """Why a verified check is taken back."""

    reason = RadioField(
        _("Warum gilt die Prüfung nicht mehr?"), validators=[InputRequired(_("Bitte wählen Sie einen Grund."))]
    )
