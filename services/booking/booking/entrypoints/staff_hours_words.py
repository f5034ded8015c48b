"""Hours, closures and staffing in words, and what a change does to them, place by place."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from booking.domain.catalogue import WEEKDAYS, Closure, Desk, Hours, Knocking, Office, Section, Weekday
from booking.entrypoints.time_words import WEEKDAY_NAMES
from chassis.catalogue import Change
from chassis.web.formats import day
from chassis.web.words import gettext as _

NOTHING = "–"
_RUN = 3
"""So many weekdays in a row are told by the first and the last."""


def rule_told(one: Hours) -> str:
    """Return when it is open, as in `Montag bis Freitag: 8:00 bis 18:00 Uhr, ab Montag, 4. Januar 2027`."""
    parts = [f"{_weekdays(one.days)}: {_clock(one.opens)} bis {_clock(one.closes)} Uhr"]
    if one.weeks:
        parts.append("nur in Woche " + ", ".join("letzte" if week == -1 else f"{week}." for week in one.weeks))
    if one.valid_from:
        parts.append(f"ab {day(one.valid_from)}")
    if one.valid_until:
        parts.append(f"bis {day(one.valid_until)}")
    if one.on_holidays:
        parts.append("auch an Feiertagen")
    if one.home_office:
        parts.append("im Homeoffice")
    return ", ".join(parts)


def closure_told(one: Closure) -> str:
    """Return on which days nobody is there, and why."""
    days = day(one.first) if one.first == one.last else f"{day(one.first)} – {day(one.last)}"
    return f"{days}: {one.reason}" if one.reason else days


def closures_of(office: Office) -> tuple[Closure, ...]:
    """Return all days on which an office is closed, the earliest first."""
    single = (Closure(first=one, last=one) for one in office.closed)
    return tuple(sorted((*single, *office.closures), key=lambda one: one.first))


def changes_told(before: Section, after: Section) -> list[Change]:
    """Return what differs between the offices and desks of two versions, in the words of the page of hours."""
    names = {one.key: one.name for one in (*before.procedures, *after.procedures)}
    old, new = dict(_places(before, names)), dict(_places(after, names))
    found = []
    for place in dict.fromkeys((*old, *new)):
        was, now = old.get(place, ()), new.get(place, ())
        if was == now:
            continue
        gone, come = [one for one in was if one not in now], [one for one in now if one not in was]
        kind: Any = "changed" if gone and come else "removed" if gone else "added"
        found.append(Change(place, kind, "; ".join(gone) or NOTHING, "; ".join(come) or NOTHING))
    return found


def _places(section: Section, names: dict[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for office in section.offices:
        for label, told in _OFFICE.items():
            yield f"{office.name}: {label}", tuple(told(office))
        for desk in office.desks:
            for label, tell in _DESK.items():
                yield f"{office.name}, {desk.key}: {label}", tuple(tell(desk))
            procedures = [names[key] for key in desk.procedures] or [_("alle Leistungen")]
            yield f"{office.name}, {desk.key}: {_('Leistungen')}", tuple(procedures)


def _door(knocking: Knocking | None) -> Iterable[str]:
    if knocking is None:
        return ()
    most = f"höchstens {knocking.most_waiting} wartend, {knocking.longest_wait_minutes} Minuten"
    return (*map(rule_told, knocking.hours), most, *knocking.desks, *knocking.procedures)


def _some(value: object, unit: str = "") -> tuple[str, ...]:
    return () if value is None else (f"{value} {unit}".strip(),)


_OFFICE: dict[str, Callable[[Office], Iterable[str]]] = {
    "Öffnungszeiten": lambda office: map(rule_told, office.hours),
    "Geschlossen": lambda office: map(closure_told, closures_of(office)),
    "Höchstens Termine am Tag": lambda office: _some(office.most_per_day),
    "Ohne Termin": lambda office: _door(office.knocking),
}
_DESK: dict[str, Callable[[Desk], Iterable[str]]] = {
    "Name": lambda desk: (desk.name,),
    "Eigene Zeiten": lambda desk: map(rule_told, desk.hours),
    "Nicht besetzt": lambda desk: map(closure_told, desk.absences),
    "Sprachen": lambda desk: desk.languages,
    "Vorlauf": lambda desk: _some(desk.lead_minutes, "Minuten"),
    "Buchbar bis": lambda desk: _some(desk.horizon_hours, "Stunden vorher"),
    "Raster": lambda desk: _some(desk.raster_minutes, "Minuten"),
}


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def _weekdays(days: Iterable[Weekday]) -> str:
    places = sorted(WEEKDAYS.index(one) for one in days)
    names = [str(WEEKDAY_NAMES[WEEKDAYS[place]]) for place in places]
    if len(places) >= _RUN and places[-1] - places[0] == len(places) - 1:
        return f"{names[0]} bis {names[-1]}"
    return ", ".join(names)
