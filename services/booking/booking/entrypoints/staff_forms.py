"""The forms of staff: booking for a citizen, and calling an appointment off."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, TextAreaField
from wtforms.validators import DataRequired, Email, Length, Optional

from booking.entrypoints.forms import DetailsForm
from chassis.web.forms import Form

_LONGEST_REASON = 300


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
