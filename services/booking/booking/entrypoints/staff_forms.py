"""The forms of staff: booking for a citizen, and calling an appointment off."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import DateField, EmailField, HiddenField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional, ValidationError

from booking.entrypoints.forms import DetailsForm
from chassis.web.forms import Form

_LONGEST_REASON = 300
_LONGEST_OUTAGE = timedelta(days=366)


class BookingByStaffForm(DetailsForm):
    """The citizen's details as a clerk hears them; the letter stands in for a missing address."""

    email = EmailField(
        _("E-Mail-Adresse"),
        [Optional(), Length(max=254), Email()],
        description=_("Ohne Adresse drucken Sie nach dem Buchen den Brief mit dem Link."),
    )
    consent = None


class RegretForm(Form):
    """Why the town calls an appointment off."""

    reason = TextAreaField(
        _("Grund"),
        [DataRequired(), Length(max=_LONGEST_REASON)],  # spaces alone are no reason
        description=_("Steht in der E-Mail an die Bürgerin oder den Bürger. Bitte keine Angaben über Personen."),
    )


class OutageForm(Form):
    """Where and on which days nobody is there; the reason is asked for once the appointments were seen."""

    place = SelectField(_("Wer oder was fällt aus?"), [InputRequired()], choices=[])
    first = DateField(_("Erster Tag"), [InputRequired()])
    last = DateField(_("Letzter Tag"), [InputRequired()])
    reason = TextAreaField(
        _("Grund"),
        [Length(max=_LONGEST_REASON)],
        description=_("Steht in den E-Mails. Bitte keine Angaben über Personen."),
    )
    seen = HiddenField()

    @property
    def wants_preview(self) -> bool:
        """Tell whether the list is asked for, and not yet its end."""
        return request.form.get("schritt") != "absagen"

    def offer(self, places: Sequence[tuple[str, str]], today: date) -> "OutageForm":
        """Let staff choose among the town's offices and desks, for days from today on."""
        self.place.choices = list(places)
        self._today = today
        return self

    def validate_first(self, field: DateField) -> None:
        """Refuse days that are over."""
        if field.data and field.data < self._today:
            raise ValidationError(_("Dieser Tag ist schon vorbei. Bitte geben Sie heute oder einen späteren Tag an."))

    def validate_last(self, field: DateField) -> None:
        """Refuse an end before the beginning, and more than a year."""
        if not (self.first.data and field.data):
            return  # said at the field itself
        if self.first.data > field.data:
            raise ValidationError(_("Der letzte Tag liegt vor dem ersten. Bitte prüfen Sie beide."))
        if field.data - self.first.data > _LONGEST_OUTAGE:
            raise ValidationError(_("Länger als ein Jahr geht es nicht. Bitte ändern Sie dafür die Öffnungszeiten."))

    def validate_reason(self, field: TextAreaField) -> None:
        """Ask for a reason before anything is called off."""
        if not self.wants_preview and not (field.data or "").strip():
            raise ValidationError(_("Bitte schreiben Sie, warum die Termine ausfallen."))
