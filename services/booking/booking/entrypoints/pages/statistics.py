"""Figures for the town: how much is booked, how long before, and how many do not come; as plots, tables and CSV."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from typing import get_args

from flask import Blueprint, Response, render_template, request

from booking.domain.catalogue import Section
from booking.domain.statistics import SMALLEST, Figures, Group
from booking.entrypoints.pages.reading import ports
from booking.use_cases.figures import figures
from booking.use_cases.note_search import keep_searches
from chassis.web.auth import staff
from chassis.web.tenant import work
from chassis.web.words import gettext as _

pages = Blueprint("statistics", __name__, url_prefix="/verwaltung/booking/statistik")
_HEADS = (
    "Gruppe",
    "Wert",
    "Termine",
    "Vorlauf in Tagen",
    "Nicht erschienen in Prozent",
    "Auslastung in Prozent",
    "Suchen",
    "Suchen ohne freie Zeit in Prozent",
)
USUAL = timedelta(days=89)
LONGEST = timedelta(days=731)


@dataclass(frozen=True)
class Bars:
    """One plot: a bar for each name."""

    title: str
    unit: str
    rows: tuple[tuple[str, int], ...]

    @property
    def most(self) -> int:
        """The longest bar; shares are of a hundred."""
        return 100 if self.unit else max((value for _name, value in self.rows), default=1)


@dataclass(frozen=True)
class Part:
    """One plot with its table."""

    group: Group
    title: str
    head: str
    rows: tuple[tuple[str, Figures], ...]

    def bars(self) -> list[Bars]:
        """Return the plots that have something to show."""
        told = [(name, one) for name, one in self.rows if one.is_told]
        searched = [(name, one.searched) for name, one in self.rows]
        plots = (
            Bars(_("Termine"), "", tuple((name, one.booked) for name, one in told)),
            Bars(_("Auslastung"), " %", _known((name, one.load_percent) for name, one in told)),
            Bars(_("Nicht erschienen"), " %", _known((name, one.missed_percent) for name, one in told)),
            Bars(_("Suchen ohne freie Zeit"), " %", _known((name, one.in_vain_percent) for name, one in searched)),
        )
        return [plot for plot in plots if plot.rows]


@pages.get("")
@staff("supervisor", "administrator")
def show() -> str:
    """Show the figures of a period."""
    first, last = _period()
    return render_template(
        "booking/staff_statistics.html", parts_of=_parts(first, last), first=first, last=last, smallest=SMALLEST
    )


@pages.get("/termine.csv")
@staff("supervisor", "administrator")
def download() -> Response:
    """Return the same figures for a spreadsheet: semicolons and a byte order mark, as German ones expect."""
    first, last = _period()
    text = StringIO()
    table = csv.writer(text, delimiter=";")
    table.writerow(_HEADS)
    for part in _parts(first, last):
        for name, told in part.rows:
            shares = (told.lead_days, told.missed_percent, told.load_percent)
            searched = told.searched
            table.writerow(
                [
                    part.head,
                    name,
                    _counted(told.booked),
                    *map(_decimal, shares),
                    _counted(searched.searches),
                    _decimal(searched.in_vain_percent),
                ]
            )
    response = Response("\ufeff" + text.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="termine-{first}-{last}.csv"'
    return response


def _period() -> tuple[date, date]:
    """Return the days of the address; what cannot be read is the last three months, backwards ones are turned."""
    with work() as unit:
        today = unit.clock().astimezone(unit.tenant.zone).date()
    last = _day("bis") or today
    first = _day("von") or last - USUAL
    first, last = min(first, last), max(first, last)
    return max(first, last - LONGEST), last


def _day(name: str) -> date | None:
    try:
        day = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return day if date.min + LONGEST < day < date.max else None


def _parts(first: date, last: date) -> list[Part]:
    titles = {
        "procedure": (_("Nach Leistung"), _("Leistung")),
        "weekday": (_("Nach Wochentag"), _("Wochentag")),
        "hour": (_("Nach Uhrzeit"), _("Uhrzeit")),
        "desk": (_("Nach Arbeitsplatz"), _("Arbeitsplatz")),
    }
    with work() as unit:
        names = {group: _names(group, unit.catalogue) for group in get_args(Group)}
        keep_searches(unit, ports())
        found = figures(unit, first, last)
    return [
        Part(group, *titles[group], tuple((names[group].get(one.key, one.key), one) for one in found[group]))
        for group in get_args(Group)
    ]


def _names(group: Group, section: Section) -> dict[str, str]:
    """Return what the keys of a group are called; what the catalogue has forgotten keeps its key."""
    if group == "procedure":
        return {one.key: one.name for one in section.procedures}
    if group == "desk":
        return {desk.key: f"{office.name}: {desk.name}" for office in section.offices for desk in office.desks}
    if group == "hour":
        return {f"{hour:02}": _("%(hour)d Uhr", hour=hour) for hour in range(24)}
    days = [_("Montag"), _("Dienstag"), _("Mittwoch"), _("Donnerstag"), _("Freitag"), _("Samstag"), _("Sonntag")]
    return {str(number): name for number, name in enumerate(days, start=1)}


def _known(rows: Iterable[tuple[str, int | None]]) -> tuple[tuple[str, int], ...]:
    return tuple((name, value) for name, value in rows if value is not None)


def _counted(count: int) -> str:
    return str(count) if count >= SMALLEST or not count else f"unter {SMALLEST}"


def _decimal(value: float | None) -> str:
    return "" if value is None else str(value).replace(".", ",")
