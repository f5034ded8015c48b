"""What narrows a search for times: office and language decide which desks, weekday and part of day which moments."""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from booking.domain.catalogue import WEEKDAYS, Section, Weekday
from booking.domain.part_of_day import PartOfDay, part_of
from booking.domain.search import Search
from booking.domain.slot import Slot


@dataclass(frozen=True)
class TimeFilter:
    """Wishes about the time; what is empty leaves it open."""

    office: str | None = None
    language: str | None = None
    interpreter: str | None = None
    weekdays: tuple[Weekday, ...] = ()
    parts: tuple[PartOfDay, ...] = ()
    # Staff may take a time that citizens cannot book any more.
    at_once: bool = False

    def narrow(self, search: Search) -> Search:
        """Return the search for the desks that suit; an office that is closed down narrows nothing."""
        known = any(office.key == self.office for office in search.section.offices)
        return replace(
            search,
            office=self.office if known else None,
            language=self.language,
            lead_minutes=0 if self.at_once else None,
            interpreter=search.section.interpreter_of(self.interpreter),
        )

    @property
    def moments(self) -> bool:
        """Tell whether not every moment suits."""
        return bool(self.weekdays or self.parts)

    def keeps(self, slot: Slot, zone: ZoneInfo) -> bool:
        """Tell whether the moment suits."""
        return (not self.weekdays or WEEKDAYS[slot.day.weekday()] in self.weekdays) and (
            not self.parts or part_of(slot.time.begins_at, zone) in self.parts
        )


ANY_TIME = TimeFilter()


def spoken_languages(section: Section) -> tuple[str, ...]:
    """Return the languages that are spoken at the town's desks, each once."""
    spoken = [language for office in section.offices for desk in office.desks for language in desk.languages]
    return tuple(dict.fromkeys(spoken))
