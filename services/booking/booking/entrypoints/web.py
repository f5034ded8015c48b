"""Booking's pages: the town's start page, the way to an appointment, and what becomes of it."""

from flask import Blueprint

from booking.entrypoints.pages import (
    booking_by_staff,
    choosing,
    day_view,
    desk_calendars,
    details,
    embedding_staff,
    face_staff,
    hours,
    knocking,
    lost_link,
    managing,
    moving_by_staff,
    number_and_pin,
    outages,
    proving,
    returned_mails_staff,
    start,
    statistics,
    waiting_list,
)
from chassis.web.access_pages import access_pages
from chassis.web.login_pages import login_pages
from chassis.web.town_pages import town_pages


def blueprints() -> tuple[Blueprint, ...]:
    """Return all pages that booking serves; those for signing in and of the town's duties it mounts for all."""
    return (
        start.pages,
        choosing.pages,
        details.pages,
        managing.pages,
        lost_link.pages,
        number_and_pin.pages,
        waiting_list.pages,
        knocking.pages,
        proving.pages,
        day_view.pages,
        desk_calendars.pages,
        booking_by_staff.pages,
        returned_mails_staff.pages,
        outages.pages,
        hours.pages,
        moving_by_staff.pages,
        statistics.pages,
        embedding_staff.pages,
        face_staff.pages,
        access_pages("termin", "manage", "managing.show"),
        login_pages,
        town_pages,
    )
