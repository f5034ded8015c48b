"""The form of the waiting list: where to write to, and which times would do."""

from datetime import date, timedelta

from wtforms import BooleanField, DateField, EmailField
from wtforms.validators import Email, InputRequired, Length, ValidationError

from booking.domain.catalogue import Section
from booking.domain.part_of_day import PARTS
from booking.domain.waiting import TimeWish
from booking.entrypoints.pages.choice import Choice
from booking.entrypoints.time_words import PART_NAMES, WEEKDAY_NAMES
from chassis.web.forms import Checkboxes, Form, Option
from chassis.web.words import _

LONGEST_WAIT = timedelta(days=180)


class WaitingForm(Form):
    """No name is asked for: whoever takes a time gives it then (GDPR, article 5)."""

    email = EmailField(
        _("E-Mail-Adresse"),
        [InputRequired(), Length(max=254), Email()],
        description=_("Dorthin schicken wir Ihnen ein Angebot, sobald eine Zeit frei wird."),
    )
    offices = Checkboxes(_("Wo?"), description=_("Ohne Auswahl: überall."))
    weekdays = Checkboxes(_("An welchen Tagen?"), description=_("Ohne Auswahl: an jedem Tag."))
    parts = Checkboxes(_("Zu welcher Tageszeit?"), description=_("Ohne Auswahl: zu jeder Zeit."))
    until = DateField(_("Bis wann möchten Sie warten?"), [InputRequired()])
    consent = BooleanField(
        _("Ich bin einverstanden, dass die Stadt mir zur Warteliste E-Mails schickt. Das kann ich jederzeit beenden."),
        [InputRequired(message=_("Ohne Ihr Einverständnis können wir Ihnen keine Zeit anbieten."))],
    )

    def about(self, section: Section, today: date) -> "WaitingForm":
        """Offer the town's offices and a last day; where there is one office, nobody is asked."""
        self.weekdays.choices = [Option(key, str(name)) for key, name in WEEKDAY_NAMES.items()]
        self.parts.choices = [Option(key, str(PART_NAMES[key])) for key in PARTS]
        self.offices.choices = [Option(office.key, office.name) for office in section.offices]
        if len(section.offices) == 1:
            del self.offices
        self.today = today
        if self.until.data is None and not self.until.raw_data:
            self.until.data = today + timedelta(days=section.horizon_days)
        return self

    def validate_until(self, field: DateField) -> None:
        """Accept a day that is still to come, within half a year."""
        if not self.today <= field.data <= self.today + LONGEST_WAIT:
            raise ValidationError(_("Bitte nennen Sie einen Tag innerhalb des nächsten halben Jahres."))

    def wish(self, choice: Choice) -> TimeWish:
        """Return what was typed, once it is validated."""
        return TimeWish(
            procedures=choice.procedures,
            persons=choice.persons,
            offices=tuple(self.offices.data) if self.offices else (),
            weekdays=tuple(self.weekdays.data),
            parts=tuple(self.parts.data),
            until=self.until.data,
        )
