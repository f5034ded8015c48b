"""Hours, closures and staffing of an office or a desk are changed as a new version of the catalogue."""

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from booking.domain.catalogue import Section
from booking.domain.errors import BookingError
from booking.use_cases.ports import BookingUnit


class UnusableHours(BookingError):
    """The hours contradict the rules of the catalogue; `reasons` say how."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


class ChangedMeanwhile(BookingError):
    """Somebody stored another version since the page was opened."""


@dataclass(frozen=True)
class Place:
    """An office, or one desk of it."""

    office: str
    desk: str | None = None


def with_changes(section: Section, place: Place, told: dict[str, Any]) -> Section:
    """Return the section in which the place has what was told.

    Raises:
        LookupError: if there is no such place.
        UnusableHours: if the rules of the catalogue forbid it.
    """
    document = section.model_dump(mode="json")
    office = next((one for one in document["offices"] if one["key"] == place.office), None)
    desks = office["desks"] if office else []
    found = office if place.desk is None else next((one for one in desks if one["key"] == place.desk), None)
    if found is None:
        raise LookupError(f"{place} is not in the catalogue any more")
    found.update(told)
    try:
        return Section.model_validate(document)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        raise UnusableHours([str(fault["msg"]).removeprefix("Value error, ") for fault in faults]) from error


def with_offices_of(section: Section, older: Section) -> Section:
    """Return the section with the hours and the staffing of an older version, and all else as it is."""
    try:
        return Section.model_validate(section.model_dump(mode="json") | {"offices": older.model_dump()["offices"]})
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        raise UnusableHours([str(fault["msg"]).removeprefix("Value error, ") for fault in faults]) from error


def store_hours(unit: BookingUnit, section: Section, based_on: int, author: str, note: str) -> None:
    """Store a new version, unless somebody else stored another one since (`ChangedMeanwhile`)."""
    newest = unit.catalogue_versions()
    if newest and newest[0].number != based_on and unit.catalogue != section:
        raise ChangedMeanwhile(str(newest[0].number))
    unit.change_catalogue(section, author, note)
