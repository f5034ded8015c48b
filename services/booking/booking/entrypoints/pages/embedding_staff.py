"""Links for the town's own website: a snippet to copy, and one address for each procedure."""

from flask import Blueprint, render_template, url_for

from booking.use_cases.queries import offered_procedures
from chassis.web.auth import staff
from chassis.web.tenant import current_tenant, work

pages = Blueprint("embedding", __name__, url_prefix="/verwaltung/booking/einbetten")


@pages.get("")
@staff("administrator")
def show() -> str:
    """Show the snippet and the deep links.

    It is a link and no frame: in a frame of another site, cookies and camera are not to be had, and whoever sees the
    page could not tell whose it is.
    """
    with work() as unit:
        offered = [one.procedure for one in offered_procedures(unit)]
    town = current_tenant()
    links = [(one.name, town.url(url_for("choosing.procedures", leistung=one.key))) for one in offered]
    return render_template("booking/staff_embedding.html", links=links, start=town.url("/"))
