"""Write the bookings of a month as CSV for the town's finance system."""

import csv
import io
from datetime import UTC, date, datetime, time, timedelta

from billing.use_cases.ports import BillingUnit

HEAD = ("Buchung", "Zeitpunkt", "Anlass", "Vorgang", "Kassenzeichen", "Konto", "Soll", "Haben")


def export_bookings(unit: BillingUnit, month: date) -> str:
    """Return all lines that were booked in a month: semicolons, decimal commas, as German finance systems read them."""
    begin, end = bounds(unit, month)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEAD)
    for line in unit.ledger.lines_between(begin, end):
        at = line.booked_at.astimezone(unit.tenant.zone)
        debit, credit = (line.amount, 0) if line.amount > 0 else (0, -line.amount)
        writer.writerow(
            (
                line.entry_id,
                f"{at:%d.%m.%Y %H:%M:%S}",
                line.what.partition(":")[0],
                line.case_number or "",
                line.kassenzeichen or "",
                line.account,
                _plain(debit),
                _plain(credit),
            )
        )
    return out.getvalue()


def bounds(unit: BillingUnit, month: date) -> tuple[datetime, datetime]:
    """Return when a month begins and ends at the town."""
    first = month.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    begin, end = (datetime.combine(day, time(), unit.tenant.zone).astimezone(UTC) for day in (first, after))
    return begin, end


def _plain(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}" if cents else ""
