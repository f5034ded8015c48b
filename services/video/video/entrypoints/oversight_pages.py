"""How the office stands right now, for who leads it; the page follows by itself."""

from flask import Blueprint, render_template

from chassis.web.auth import staff
from chassis.web.tenant import work
from video.use_cases.oversee import oversee

oversight_pages = Blueprint("lage", __name__, url_prefix="/arbeitsplatz/lage")


@oversight_pages.get("")
@staff("supervisor")
def show() -> str:
    """Show load, waits and staff."""
    return _now("desk/oversight.html")


@oversight_pages.get("/jetzt")
@staff("supervisor")
def now() -> str:
    """Show the same without the page around it, which asks for it again and again."""
    return _now("desk/oversight_now.html")


def _now(template: str) -> str:
    with work() as unit:
        situation = oversee(unit)
    return render_template(template, now=situation)
