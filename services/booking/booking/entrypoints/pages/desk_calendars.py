"""Calendars of the desks: the page that makes and closes their links, and what a calendar program fetches."""

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from booking.entrypoints.pages.private_link import access_by, keep_to_oneself
from booking.entrypoints.pages.reading import person, ports
from booking.use_cases.desk_calendar import DESK_CALENDAR, DeskFeed, close_feed, feeds, open_feed
from booking.use_cases.ports import BookingUnit
from chassis.web.auth import public, staff
from chassis.web.problems import Refusal
from chassis.web.tenant import current_tenant, work
from chassis.web.words import gettext as _

pages = Blueprint("desk_calendars", __name__)
_PAGE = "/verwaltung/booking/kalender"


@pages.get(_PAGE)
@staff("clerk", "supervisor")
def show() -> str:
    """Show every desk with its link."""
    with work() as unit:
        found = feeds(unit, ports().keys)
    return render_template("booking/staff_calendars.html", feeds=found)


@pages.post(f"{_PAGE}/<uuid:feed_id>/link")
@staff("clerk", "supervisor")
def renew(feed_id: UUID) -> AnyResponse:
    """Make a new link."""
    with work() as unit:
        open_feed(unit, _one(unit, feed_id), person().actor, ports().keys)
    flash(_("Der neue Link gilt. Ein älterer Link zu diesem Platz gilt nicht mehr."), "success")
    return redirect(url_for(".show"), code=303)


@pages.post(f"{_PAGE}/<uuid:feed_id>/schliessen")
@staff("clerk", "supervisor")
def close(feed_id: UUID) -> AnyResponse:
    """Close the link."""
    with work() as unit:
        close_feed(unit, _one(unit, feed_id), person().actor)
    flash(_("Der Link gilt nicht mehr."), "success")
    return redirect(url_for(".show"), code=303)


@pages.get("/termin/kalender/<token>.ics")
@public
def fetch(token: str) -> Response:
    """Answer a calendar program; an unknown or closed link is answered alike."""
    with work() as unit:
        row = access_by(unit, token, DESK_CALENDAR)
        now = unit.clock()
        if row is None or row.revoked or row.valid_until <= now:
            raise Refusal(404, slug="not-found")
        feed = _one(unit, row.grant.appointment_id)
        mine = [one for one in unit.outages.coming(now) if _is_at(feed, one.slot.office, one.slot.desk)]
        file = ports().letters.desk_calendar(current_tenant(), feed.desk.name, mine)
    return keep_to_oneself(Response(file, mimetype="text/calendar"))


def _one(unit: BookingUnit, feed_id: UUID) -> DeskFeed:
    for feed in feeds(unit, ports().keys):
        if feed.id == feed_id:
            return feed
    raise Refusal(404, slug="not-found")


def _is_at(feed: DeskFeed, office: str, desk: str) -> bool:
    return (office, desk) == (feed.office.key, feed.desk.key)
