"""Put the letters of a day into one file for the printer, with cover list and manifest, each letter exactly once."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from billing.domain.errors import WrongDate
from billing.domain.working_days import next_working_day
from billing.use_cases.jobs import FOLLOW_LETTER, PRINT_LETTERS
from billing.use_cases.outside import BillingPorts
from billing.use_cases.ports import BillingUnit, OpenWork

_NAMESPACE = UUID("f0a4c9b2-64b7-5d0c-8d5b-3f7d0c1e9a42")


def print_letters(work: OpenWork, ports: BillingPorts, item: UUID) -> None:
    """Take what lies in the spool into a run, go on with one that was left open, and come again next working day."""
    if ports.print_shop is None:
        return
    with work() as unit:
        today, tenant = unit.clock().astimezone(unit.tenant.zone).date(), unit.tenant
    while (claimed := ports.print_shop.claim(tenant.key, today)) is not None:
        name, letters = claimed
        printed, manifest = ports.print_file(tenant, name, letters)
        # Letters that came meanwhile are taken in by another round.
        if ports.print_shop.close(tenant.key, name, manifest, printed):
            break
    with work() as unit:
        unit.schedule(PRINT_LETTERS, item, next_print(unit))


def next_print(unit: BillingUnit) -> datetime:
    """Return when letters are printed next: each working day of the Land, at the town's time."""
    local, at = unit.clock().astimezone(unit.tenant.zone), unit.catalogue.notice.print_at
    day = next_working_day(local.date(), unit.tenant.land)
    return datetime.combine(day, at, unit.tenant.zone).astimezone(UTC)


def post_run(unit: BillingUnit, ports: BillingPorts, name: str, day: date, actor: str) -> bool:
    """Note when a run was posted, and have it noted for every letter in it. False if there is no such run.

    Raises:
        WrongDate: if that day lies in the future or before the run was printed.
    """
    today = unit.clock().astimezone(unit.tenant.zone).date()
    if not date.fromisoformat(name[:10]) <= day <= today:
        raise WrongDate(f"run {name} was not posted on {day}")
    letters = ports.print_shop.post(unit.tenant.key, name, day) if ports.print_shop else None
    if letters is None:
        return False
    for dispatch in unit.dispatches.of_references(letters):
        unit.schedule(FOLLOW_LETTER, dispatch.item, unit.clock())
    unit.audit(f"noted posting of {name}", run_id(unit.tenant.key, name), actor)
    return True


def run_id(tenant: str, name: str) -> UUID:
    """Return the id under which a run is audited."""
    return uuid5(_NAMESPACE, f"{tenant}|{name}")
