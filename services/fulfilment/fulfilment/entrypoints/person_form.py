"""The little form in which a clerk puts right what is known of the person."""

from datetime import date
from typing import cast

from wtforms import DateField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from chassis.web.forms import Form
from chassis.web.words import _, gettext
from fulfilment.domain.age import OLDEST, age_on
from fulfilment.use_cases.correct_person import PersonAsTyped
from fulfilment.use_cases.queries import CaseView


class PersonForm(Form):
    """Names, date of birth, and why they are written otherwise than before."""

    given_names = StringField(_("Vornamen"), validators=[InputRequired(), Length(max=120)])
    family_name = StringField(_("Familienname"), validators=[InputRequired(), Length(max=120)])
    birth_date = DateField(_("Geburtsdatum"), validators=[InputRequired()], render_kw={"type": "date"})
    reason = TextAreaField(
        _("Grund der Berichtigung"),
        description=_("Ein Satz, den auch der Bürger liest, zum Beispiel: Im Ausweis steht ue statt ü."),
        validators=[InputRequired(), Length(min=10, max=300)],
    )

    def validate_birth_date(self, field: DateField) -> None:
        """Refuse a day on which nobody alive was born."""
        today = date.today()  # noqa: DTZ011 - a day more or less makes no difference here
        if not 0 <= age_on(cast("date", field.data), today) <= OLDEST:
            raise ValidationError(gettext("Bitte prüfen Sie das Geburtsdatum."))

    @property
    def typed(self) -> PersonAsTyped:
        """The person as it was written."""
        birth = self.birth_date.data if self.birth_date else None
        return PersonAsTyped(
            str(self.given_names.data), str(self.family_name.data), str(self.reason.data), birth_date=birth
        )


def person_form(view: CaseView, *, sent: bool = False) -> PersonForm:
    """Return the form with what is known now; a date of birth that nobody has checked is not asked for."""
    known, case = view.appointment, view.case
    given, family = known.names
    born = known.person.birth_date if known.person else None
    told = {"given_names": given, "family_name": family, "birth_date": born, "reason": known.corrected_because}
    # Several cases share a page, so ids carry the case.
    prefix = f"{case.number}-person".lower()
    form = PersonForm(prefix=prefix, meta={"csrf": False}) if sent else PersonForm(None, data=told, prefix=prefix)
    if born is None:
        del form.birth_date
    return form
