"""The start page of the town's virtual citizens' office."""

from flask import Blueprint, render_template

from booking.entrypoints.pages.reading import grouped
from booking.use_cases.knock import doors
from booking.use_cases.queries import offered_procedures
from chassis.web.auth import public
from chassis.web.tenant import work

pages = Blueprint("start", __name__)


@pages.get("/")
@public
def show() -> str:
    """Show what the virtual citizens' office is and how it works."""
    with work() as unit:
        offered, catalogue, found = offered_procedures(unit), unit.catalogue, doors(unit)
    told = {"groups": grouped(offered), "demo": catalogue.demo, "doors": found, "welcome": catalogue.town.welcome}
    return render_template("booking/start.html", **told)
