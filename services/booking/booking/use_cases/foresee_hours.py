"""Before new hours are stored, staff see which booked appointments they would leave without anybody."""

from datetime import datetime

from booking.domain.catalogue import Section
from booking.domain.outage import orphans
from booking.domain.town import Town
from booking.use_cases.ports import BookingUnit

LISTED = 20
WHAT_TO_DO = "Sie bleiben gebucht, bis Sie sie unter „Öffnungszeiten“ verschieben oder absagen."


def foresee_hours(unit: BookingUnit, section: Section) -> list[str]:
    """Return in sentences what a new version of the catalogue would do to booked appointments."""
    town = Town(unit.tenant.land, unit.tenant.zone)
    left = orphans(section, town, unit.outages.coming(unit.clock()))
    if not left:
        return ["Alle gebuchten Termine liegen in den neuen Öffnungszeiten."]
    many = f"{len(left)} gebuchte Termine lägen" if len(left) > 1 else "Ein gebuchter Termin läge"
    listed = "; ".join(f"{one.number} am {_written(one.begins_at.astimezone(town.zone))}" for one in left[:LISTED])
    more = f" und {len(left) - LISTED} weitere" if len(left) > LISTED else ""
    return [f"{many} außerhalb der neuen Öffnungszeiten: {listed}{more}.", WHAT_TO_DO]


def _written(moment: datetime) -> str:
    return f"{moment:%d.%m.%Y, %H:%M} Uhr"
