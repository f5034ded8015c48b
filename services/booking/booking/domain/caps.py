"""Caps: so many appointments a day an office takes, or a procedure over all offices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from booking.domain.catalogue import Section
from booking.domain.procedure import Procedure

Kind = Literal["office", "procedure"]


class Capped(NamedTuple):
    """One day of one office or procedure."""

    day: date
    kind: Kind
    key: str


Counts = Mapping[Capped, int]
"""How many appointments and active holds there are."""


@dataclass(frozen=True)
class FullDays:
    """The days on which nothing more is taken: anywhere, or at one office."""

    anywhere: frozenset[date] = frozenset()
    at_office: Mapping[str, frozenset[date]] = field(default_factory=dict)

    def of(self, office: str) -> frozenset[date]:
        """Return the full days of an office."""
        return self.anywhere | self.at_office.get(office, frozenset())


NONE_FULL = FullDays()


def full_days(section: Section, procedures: Iterable[Procedure], counts: Counts) -> FullDays:
    """Return on which days the caps of these procedures and of the offices are reached."""
    most = {procedure.key: procedure.most_per_day for procedure in procedures if procedure.most_per_day}
    offices = {office.key: office.most_per_day for office in section.offices if office.most_per_day}
    anywhere = {
        one.day for one, count in counts.items() if one.kind == "procedure" and count >= most.get(one.key, count + 1)
    }
    at_office: dict[str, set[date]] = {}
    for one, count in counts.items():
        if one.kind == "office" and count >= offices.get(one.key, count + 1):
            at_office.setdefault(one.key, set()).add(one.day)
    return FullDays(frozenset(anywhere), {key: frozenset(days) for key, days in at_office.items()})


def caps_of(section: Section, procedures: Iterable[Procedure], day: date, office: str) -> tuple[Capped, ...]:
    """Return which caps an appointment on that day at that office would count for, in the order of locking."""
    found = [Capped(day, "procedure", one.key) for one in procedures if one.most_per_day]
    if section.office_of(office).most_per_day:
        found.append(Capped(day, "office", office))
    return tuple(sorted(found))
