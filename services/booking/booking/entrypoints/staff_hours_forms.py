"""The forms of hours, closures and staffing: rows that can be filled, changed and emptied."""

import re
from collections.abc import Iterable, Sequence
from datetime import time
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, FieldList, FormField, IntegerField, StringField, TimeField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from booking.domain.catalogue import WEEKDAYS, Closure, Desk, Hours, Office
from booking.domain.procedure import Procedure
from booking.entrypoints.staff_hours_words import rule_told
from booking.entrypoints.time_words import WEEKDAY_NAMES
from chassis.web.forms import Checkboxes, Form, Option

EMPTY_ROWS = 2
_DAY = 24 * 60
_LANGUAGE = re.compile("[a-z]{2,3}")


class _Row(Form):
    class Meta(Form.Meta):
        csrf = False


class HoursRow(_Row):
    """One rule; a row without weekdays is none."""

    days = Checkboxes(_("Wochentage"), [Optional()], choices=[Option(key, WEEKDAY_NAMES[key]) for key in WEEKDAYS])
    opens = TimeField(_("Öffnet um"), [Optional()])
    closes = TimeField(_("Schließt um"), [Optional()])
    weeks = Checkboxes(
        _("Nur in diesen Wochen des Monats"),
        [Optional()],
        choices=[*(Option(str(n), f"{n}.") for n in range(1, 6)), Option("-1", _("letzte"))],
    )
    valid_from = DateField(_("Gilt ab"), [Optional()])
    valid_until = DateField(_("Gilt bis"), [Optional()])
    on_holidays = BooleanField(_("Auch an Feiertagen"))
    home_office = BooleanField(_("Im Homeoffice"))

    def validate_days(self, field: Checkboxes) -> None:
        """Ask for both ends of a rule, in their order; midnight at its end is 24 o'clock."""
        if not field.data:
            return
        if self.opens.data is None or self.closes.data is None:
            raise ValidationError(_("Bitte geben Sie an, von wann bis wann geöffnet ist."))
        if self.closes.data <= self.opens.data and self.closes.data != time.min:
            raise ValidationError(_("Die Schließzeit liegt vor der Öffnungszeit."))

    def validate_valid_until(self, field: DateField) -> None:
        """Refuse an end before the beginning."""
        if self.valid_from.data and field.data and field.data < self.valid_from.data:
            raise ValidationError(_("Der letzte Tag liegt vor dem ersten. Bitte prüfen Sie beide."))

    @property
    def told(self) -> dict[str, Any]:
        """Return the rule as the catalogue has it."""
        closes = self.closes.data.hour * 60 + self.closes.data.minute or _DAY
        return {
            "days": self.days.data,
            "opens": self.opens.data.hour * 60 + self.opens.data.minute,
            "closes": closes,
            "weeks": [int(week) for week in self.weeks.data or ()],
            "valid_from": self.valid_from.data,
            "valid_until": self.valid_until.data,
            "on_holidays": self.on_holidays.data,
            "home_office": self.home_office.data,
        }

    @property
    def words(self) -> str:
        """The rule in words; empty while it is none, or none that can hold."""
        is_whole = self.days.data and self.opens.data is not None and self.closes.data is not None
        return rule_told(Hours.model_validate(self.told)) if is_whole and not self.errors else ""


class ClosureRow(_Row):
    """Some days on which nobody is there; a row without a first day is none."""

    first = DateField(_("Erster Tag"), [Optional()])
    last = DateField(_("Letzter Tag"), [Optional()])
    reason = StringField(_("Grund (nur für das Amt)"), [Length(max=200)])

    def validate_last(self, field: DateField) -> None:
        """Refuse an end before the beginning; one day alone needs no end."""
        if self.first.data and field.data and field.data < self.first.data:
            raise ValidationError(_("Der letzte Tag liegt vor dem ersten. Bitte prüfen Sie beide."))

    @property
    def told(self) -> dict[str, Any]:
        """Return the days as the catalogue has them."""
        return {
            "first": self.first.data,
            "last": self.last.data or self.first.data,
            "reason": self.reason.data or "",
        }


class _PlaceForm(Form):
    hours = FieldList(FormField(HoursRow))
    closures = FieldList(FormField(ClosureRow))

    def rules(self) -> list[dict[str, Any]]:
        """Return the filled rules."""
        return [row.form.told for row in self.hours if row.form.days.data]

    def days_off(self) -> list[dict[str, Any]]:
        """Return the filled closures."""
        return [row.form.told for row in self.closures if row.form.first.data]


class OfficeForm(_PlaceForm):
    """An office: its hours, when it is closed, and how many appointments a day it takes."""

    most_per_day = IntegerField(
        _("Höchstens so viele Termine am Tag"),
        [Optional(), NumberRange(1, 10_000)],
        description=_("Leer: ohne Grenze."),
    )

    @classmethod
    def of(cls, office: Office) -> "OfficeForm":
        """Return the form as the office is, with empty rows for more."""
        closed = [Closure(first=day, last=day) for day in office.closed]
        return cls(
            hours=_rules(office.hours), closures=_days([*closed, *office.closures]), most_per_day=office.most_per_day
        )

    def told(self) -> dict[str, Any]:
        """Return what the catalogue says of the office; single days without a reason are a list of their own."""
        days = self.days_off()
        single = [one for one in days if one["first"] == one["last"] and not one["reason"]]
        return {
            "hours": self.rules(),
            "closed": [one["first"] for one in single],
            "closures": [one for one in days if one not in single],
            "most_per_day": self.most_per_day.data,
        }


class DeskForm(_PlaceForm):
    """A desk: hours of its own, absences, and what the people there can do."""

    name = StringField(_("Name"), [InputRequired(), Length(max=100)])
    procedures = Checkboxes(_("Leistungen"), [Optional()], choices=[])
    languages = StringField(
        _("Sprachen"), [InputRequired(), Length(max=100)], description=_("Kürzel mit Komma, zum Beispiel: de, en, tr")
    )

    def validate_languages(self, _field: StringField) -> None:
        """Refuse what is no list of languages by their codes (ISO 639)."""
        if not self.spoken or not all(_LANGUAGE.fullmatch(one) for one in self.spoken):
            raise ValidationError(_("Bitte schreiben Sie Kürzel mit Komma dazwischen, zum Beispiel: de, en, tr"))

    @property
    def spoken(self) -> list[str]:
        """The codes of the languages, as they were typed."""
        return [one.strip().lower() for one in (self.languages.data or "").split(",") if one.strip()]

    @classmethod
    def of(cls, desk: Desk) -> "DeskForm":
        """Return the form as the desk is, with empty rows for more."""
        return cls(
            hours=_rules(desk.hours),
            closures=_days(desk.absences),
            name=desk.name,
            procedures=list(desk.procedures),
            languages=", ".join(desk.languages),
        )

    def offer(self, procedures: Sequence[Procedure]) -> "DeskForm":
        """Let staff choose among the town's procedures."""
        self.procedures.choices = [Option(one.key, one.name) for one in procedures]
        return self

    def told(self) -> dict[str, Any]:
        """Return what the catalogue says of the desk."""
        return {
            "hours": self.rules(),
            "absences": self.days_off(),
            "name": self.name.data,
            "procedures": self.procedures.data or [],
            "languages": self.spoken,
        }


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def _rules(hours: Iterable[Hours]) -> list[dict[str, Any]]:
    told = [
        {
            **one.model_dump(exclude={"opens", "closes", "weeks"}),
            "opens": _clock(one.opens),
            "closes": _clock(one.closes),
            "weeks": [str(week) for week in one.weeks],
        }
        for one in hours
    ]
    return told + [{} for _row in range(EMPTY_ROWS)]


def _days(closures: Iterable[Closure]) -> list[dict[str, Any]]:
    return [one.model_dump() for one in closures] + [{} for _row in range(EMPTY_ROWS)]
