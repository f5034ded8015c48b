"""Look after the checks: how they end by clerk, what was done to one, and whether the audit is whole."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from identity.domain.audit import Noted, Verdict
from identity.domain.tally import ClerkTally, by_clerk
from identity.use_cases.ports import IdentityUnit

COUNTED_DAYS = 30
_TRAILS = UUID("7a5b5a0e-6e0f-5d3a-9d8e-2f9b1d3c4e55")


@dataclass(frozen=True)
class Search:
    """What of the audit is looked for: about an appointment, by somebody, on these days."""

    appointment_id: UUID | None
    actor: str
    first: date
    last: date


def tallies(unit: IdentityUnit) -> list[ClerkTally]:
    """Return the checks of the last weeks by clerk."""
    today = unit.clock().astimezone(unit.tenant.zone).date()
    return by_clerk(unit.checks.counts_since(today - timedelta(days=COUNTED_DAYS)))


def search_audit(unit: IdentityUnit, search: Search, actor: str) -> list[Noted]:
    """Return the rows; who looked is noted too. An appointment without a check has none."""
    unit.audit("audit.searched", uuid5(_TRAILS, unit.tenant.key), actor)
    subject = None
    if search.appointment_id is not None:
        check = unit.checks.of_appointment(search.appointment_id)
        if check is None:
            return []
        subject = check.id
    zone = unit.tenant.zone
    since = datetime.combine(search.first, time.min, zone)
    until = datetime.combine(search.last + timedelta(days=1), time.min, zone)
    return unit.trail.find(subject=subject, actor=search.actor, since=since, until=until)


def verify_audit(unit: IdentityUnit, actor: str) -> Verdict:
    """Follow the whole chain; that somebody did is noted after what was verified."""
    verdict = unit.trail.verify()
    unit.audit("audit.verified", uuid5(_TRAILS, unit.tenant.key), actor)
    return verdict
