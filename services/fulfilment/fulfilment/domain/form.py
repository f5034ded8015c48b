"""The form of a procedure as the town's catalogue describes it."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from fulfilment.domain.age import age_on

Kind = Literal["text", "long_text", "people", "date", "choice", "choices", "address", "email", "tick"]
Prefill = Literal["companions", "represents", "represented.given_names", "represented.family_name"]
"""What booking knows that a form asks too."""
ADDRESS_PARTS = ("street", "postal_code", "city")
Answers = Mapping[str, str]
"""What was typed, by input name; an address has three inputs `<key>.street`, …; choices are joined by commas."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(_Frozen):
    """One thing to choose, with its German label."""

    value: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: str
    help: str = ""


class Condition(_Frozen):
    """A field is asked only when another has (or contains) one of these values."""

    field: str
    values: tuple[str, ...]

    def holds(self, answers: Answers) -> bool:
        """Say whether the field is asked, given what was chosen so far."""
        return not set(answers.get(self.field, "").split(",")).isdisjoint(self.values)


class DateWindow(_Frozen):
    """When a date is acceptable, counted from today, with the paragraph that says so."""

    days_ahead: int = 0
    years_ago: int = Field(default=0, ge=0, le=120)
    """For a date of birth: the age that somebody must have reached."""
    too_early: str
    late_after_days: int | None = None
    late: str = ""
    source: str

    def refuses(self, day: date, today: date) -> bool:
        """Say whether it is too early to declare this day (§ 17 BMG: not before moving in; a week before leaving)."""
        too_young = self.years_ago > 0 and age_on(day, today) < self.years_ago
        return too_young or day > today + timedelta(days=self.days_ahead)

    def is_late(self, day: date, today: date) -> bool:
        """Say whether the legal period has passed; it is still accepted, since the duty does not end."""
        return self.late_after_days is not None and day < today - timedelta(days=self.late_after_days)


class FormField(_Frozen):
    """One question of the form."""

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: str
    kind: Kind
    help: str = ""
    required: bool = True
    options: tuple[Option, ...] = ()
    when: Condition | None = None
    window: DateWindow | None = None
    domestic: bool = True
    missing: str = ""
    """What is said when a required answer is missing, where the law has its own words for it."""
    prefill: Prefill | None = None
    """What of the booking is filled in already."""

    @model_validator(mode="after")
    def _fits_its_kind(self) -> "FormField":
        if (self.kind in ("choice", "choices")) != bool(self.options):
            raise ValueError("options belong to the kinds choice and choices, and to no other")
        if self.window is not None and self.kind != "date":
            raise ValueError("a window belongs to a date")
        return self

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of the inputs in the page."""
        if self.kind == "address":
            return tuple(f"{self.key}.{part}" for part in ADDRESS_PARTS)
        return (self.key,)

    def label_of(self, value: str) -> str:
        """Return the German words for a chosen value, or for several."""
        names = {option.value: option.label for option in self.options}
        return ", ".join(names.get(one, one) for one in value.split(",") if one)


def asked(fields: tuple[FormField, ...], answers: Answers) -> Iterator[FormField]:
    """Yield the fields that are asked, given what was chosen so far; what hangs on an unasked one is not asked."""
    unasked: set[str] = set()
    for field in fields:
        if field.when is None or (field.when.field not in unasked and field.when.holds(answers)):
            yield field
        else:
            unasked.add(field.key)
