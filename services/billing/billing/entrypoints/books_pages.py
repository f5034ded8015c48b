"""The books at the cashier's: what each account comes to, the Federation's share, the export of a month."""

from datetime import date

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billing.domain.month import bars, whole_month
from billing.entrypoints.answering import cashier, work
from billing.use_cases.export_bookings import bounds, export_bookings
from billing.use_cases.remit_federation_share import federation_share, remit_federation_share
from chassis.web.auth import staff
from chassis.web.problems import Refusal
from chassis.web.words import gettext as _

pages = Blueprint("books", __name__, url_prefix="/kasse/buecher")
PLOT = (720, 240)
"""Width and height of a month's plot, in units of its own."""


@pages.get("")
@staff("cashier")
def show() -> str:
    """Show what the accounts come to."""
    with work() as unit:
        balances, share = unit.ledger.balances(), federation_share(unit)
        today = unit.clock().astimezone(unit.tenant.zone).date()
    return render_template("billing/books.html", balances=balances, share=share, today=today)


@pages.get("/monat")
@staff("cashier")
def month() -> str:
    """Show a month day by day, as a plot and as a table."""
    with work() as unit:
        today = unit.clock().astimezone(unit.tenant.zone).date()
        asked = request.args.get("monat", "")
        first = _month(asked) if asked else today.replace(day=1)
        begin, end = bounds(unit, first)
        shown = whole_month(first, unit.ledger.by_day(begin, end, unit.tenant.time_zone))
    return render_template("billing/month.html", month=shown, bars=bars(shown, *PLOT), plot=PLOT, today=today)


@pages.post("/bundesanteil")
@staff("cashier")
def remit() -> AnyResponse:
    """Book that the Federation's share of the run that is due was transferred."""
    with work() as unit:
        amount = remit_federation_share(unit, cashier())
    if amount:
        flash(_("Die Abführung an den Bund ist gebucht."), "success")
    else:
        flash(_("Für diesen Termin ist nichts abzuführen, oder es ist schon gebucht."), "warning")
    return redirect(url_for(".show"), code=303)


@pages.get("/buchungen.csv")
@staff("cashier")
def export() -> AnyResponse:
    """Return the bookings of a month for the finance system."""
    month = _month(request.args.get("monat", ""))
    with work() as unit:
        text = export_bookings(unit, month)
    # The byte order mark tells spreadsheet programs that the file is UTF-8.
    response = make_response(text.encode("utf-8-sig"))
    response.content_type = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="Buchungen-{month:%Y-%m}.csv"'
    return response


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Refusal(400, slug="no-month") from None
