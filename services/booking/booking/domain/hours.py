"""When a desk or an office is open, in the town's own clock: rules of weekdays, and days on which nobody is there."""

from datetime import date, timedelta
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from booking.domain.catalogue_types import Frozen

Weekday = Literal["mo", "di", "mi", "do", "fr", "sa", "so"]
WEEKDAYS: tuple[Weekday, ...] = ("mo", "di", "mi", "do", "fr", "sa", "so")
_MINUTES_OF_HOUR = 60
_MINUTES_OF_DAY = 24 * _MINUTES_OF_HOUR


def _minutes_of_day(written: object) -> object:
    """Read `07:30` (or `24:00`); a number is taken as it is, so that a stored section can be read again."""
    if not isinstance(written, str):
        return written
    hours, colon, minutes = written.partition(":")
    if not (colon and hours.isdigit() and minutes.isdigit() and int(minutes) < _MINUTES_OF_HOUR):
        raise ValueError('a time of day is written as "07:30", in quotation marks')
    return int(hours) * _MINUTES_OF_HOUR + int(minutes)


def _week_of_month(week: int) -> int:
    if week == 0:
        raise ValueError("weeks of the month are 1 to 5, or -1 for the last")
    return week


MinuteOfDay = Annotated[int, BeforeValidator(_minutes_of_day), Field(ge=0, le=_MINUTES_OF_DAY)]
WeekOfMonth = Annotated[int, Field(ge=-1, le=5), AfterValidator(_week_of_month)]


class Hours(Frozen):
    """When a desk is open on some weekdays, in the town's own clock.

    `weeks` narrows it to the n-th such weekday of the month; -1 is the last one.
    """

    days: tuple[Weekday, ...] = Field(min_length=1)
    opens: MinuteOfDay
    closes: MinuteOfDay
    weeks: tuple[WeekOfMonth, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    on_holidays: bool = False
    home_office: bool = False

    @model_validator(mode="after")
    def _closes_after_opening(self) -> Self:
        if self.closes <= self.opens:
            raise ValueError("a desk closes after it has opened")
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValueError("hours end to be valid after they have begun to")
        return self

    def apply_on(self, day: date) -> bool:
        """Tell whether these hours are those of `day`, public holidays aside."""
        return (
            WEEKDAYS[day.weekday()] in self.days
            and (not self.weeks or not _weeks_of(day).isdisjoint(self.weeks))
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_until is None or day <= self.valid_until)
        )


class Closure(Frozen):
    """Days on which nobody is there, the last one included; the reason is for staff."""

    first: date
    last: date
    reason: str = ""

    @model_validator(mode="after")
    def _ends_after_beginning(self) -> Self:
        if self.last < self.first:
            raise ValueError("a closure ends on its first day or later")
        return self

    def covers(self, day: date) -> bool:
        """Tell whether the day is one of them."""
        return self.first <= day <= self.last


def _weeks_of(day: date) -> set[int]:
    """Return which such weekday of its month a day is, counted from the beginning, and -1 if it is the last."""
    week = (day.day - 1) // 7 + 1
    last = (day + timedelta(days=7)).month != day.month
    return {week, -1} if last else {week}
