"""The pages that the law asks of every public website; one service mounts them for all."""

from flask import Blueprint, render_template

from chassis.web.auth import public

town_pages = Blueprint("town", __name__)


@town_pages.get("/impressum")
@public
def imprint() -> str:
    """Say who is responsible (Digitale-Dienste-Gesetz, section 5)."""
    return render_template("chassis/imprint.html")


@town_pages.get("/barrierefreiheit")
@public
def accessibility() -> str:
    """Say how accessible the pages are and whom to tell of barriers (BITV 2.0, section 7)."""
    return render_template("chassis/accessibility.html")
