"""Somebody looks for a free time. On the morning of a release hundreds a second ask the same, and are told the same."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime

from booking.domain.catalogue import Section
from booking.domain.time_filter import ANY_TIME, TimeFilter
from booking.use_cases.note_search import count_search, note_search
from booking.use_cases.ports import BookingPorts, BookingUnit
from booking.use_cases.queries import FreeTimes, free_times
from chassis.tenancy import Tenant


@dataclass(frozen=True)
class Question:
    """For which procedures together, from which day on, for how many, and what narrows it."""

    procedures: tuple[str, ...]
    start: date | None = None
    persons: int = 1
    only: TimeFilter = ANY_TIME


@dataclass(frozen=True)
class Looked:
    """What was found, by which rules of the town, and when."""

    section: Section
    found: FreeTimes
    at: datetime


def search_times(
    tenant: Tenant, work: Callable[[], AbstractContextManager[BookingUnit]], asked: Question, ports: BookingPorts
) -> Looked:
    """Return the free times; in a crowd as somebody found them who asked alike less than a second ago.

    A time that was taken meanwhile is refused when somebody picks it, as it always is.

    Raises:
        UnknownProcedure, NotByVideo, TooManyPersons: if the town does not offer that.
    """
    looked = ports.crowd.answer(tenant.key, asked)
    if looked is None:
        with work() as unit:
            looked = look(unit, asked)
            if asked.start is None:
                note_search(unit, asked.procedures, ports, found=looked.found.next_free is not None)
        ports.crowd.keep(tenant.key, asked, looked)
    elif asked.start is None:
        count_search(tenant, looked.at, asked.procedures, ports, found=looked.found.next_free is not None)
    return looked


def look(unit: BookingUnit, asked: Question) -> Looked:
    """Return what is free at this moment, which counts as no search; raises what `search_times` does."""
    unit.catalogue.chosen_by_video(asked.procedures)
    found = free_times(unit, asked.procedures, asked.start, persons=asked.persons, only=asked.only)
    return Looked(unit.catalogue, found, unit.clock())
