"""Where staff work: the areas of all services, shown to those whose role opens them."""

from dataclasses import dataclass

from chassis.web.staff_access import Staff
from chassis.web.words import _


@dataclass(frozen=True)
class Area:
    """One entry of the menu that every page of staff has."""

    title: str
    path: str
    roles: tuple[str, ...]


_DESK = ("clerk", "supervisor")
AREAS = (
    Area(_("Arbeitsplatz"), "/arbeitsplatz", _DESK),
    Area(_("Lage"), "/arbeitsplatz/lage", ("supervisor",)),
    Area(_("Termine"), "/verwaltung/booking", _DESK),
    Area(_("Vorgänge"), "/verwaltung/fulfilment", _DESK),
    Area(_("Vier Augen"), "/identitaet/vier-augen", _DESK),
    Area(_("Identitätsprüfungen"), "/verwaltung/identity", ("supervisor",)),
    Area(_("Kasse"), "/kasse", ("cashier",)),
    Area(_("Einstellungen: Termine und Leistungen"), "/verwaltung/booking/katalog", ("administrator",)),
    Area(_("Erscheinungsbild"), "/verwaltung/booking/erscheinungsbild", ("administrator",)),
    Area(_("E-Mails und Briefe"), "/verwaltung/booking/schreiben", ("administrator",)),
    Area(_("Einbetten"), "/verwaltung/booking/einbetten", ("administrator",)),
    Area(_("Einstellungen: Identitätsprüfung"), "/verwaltung/identity/katalog", ("administrator",)),
    Area(_("Register für Sicherheitsfragen"), "/verwaltung/identity/register", ("administrator",)),
    Area(_("Einstellungen: Videogespräch"), "/verwaltung/video/katalog", ("administrator",)),
    Area(_("Einstellungen: Gebühren"), "/verwaltung/billing/katalog", ("administrator",)),
    Area(_("Vorlagen der Bescheide und Briefe"), "/verwaltung/billing/vorlagen", ("administrator",)),
    Area(_("Einstellungen: Vorgänge und Formulare"), "/verwaltung/fulfilment/katalog", ("administrator",)),
    Area(_("Webhooks"), "/verwaltung/fulfilment/webhooks", ("administrator",)),
    Area(_("Betrieb: Termine"), "/betrieb/booking/invarianten", ("operator",)),
    Area(_("Betrieb: Identitätsprüfung"), "/betrieb/identity/invarianten", ("operator",)),
    Area(_("Betrieb: Videogespräch"), "/betrieb/video/invarianten", ("operator",)),
    Area(_("Betrieb: Gebühren"), "/betrieb/billing/invarianten", ("operator",)),
    Area(_("Betrieb: Vorgänge"), "/betrieb/fulfilment/invarianten", ("operator",)),
)


def areas_of(person: Staff) -> list[Area]:
    """Return the areas that this person may enter, in the menu's order."""
    return [area for area in AREAS if person.has(*area.roles)]


def first_area(person: Staff) -> str:
    """Return where this person begins the day; the start page for those who have no area here."""
    return next((area.path for area in areas_of(person)), "/")


def way_back(person: Staff, path: str) -> Area | None:
    """Return the area to go back to from a page of staff, the closest that this person may enter."""
    if _top(path) not in {_top(area.path) for area in AREAS}:
        return None
    own = areas_of(person)
    around = [area for area in own if path == area.path or path.startswith(f"{area.path}/")]
    return max(around, key=lambda area: len(area.path), default=next(iter(own), None))


def _top(path: str) -> str:
    return path.split("/")[1]
