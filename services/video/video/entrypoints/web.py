"""All pages of video."""

from collections.abc import Sequence

from flask import Blueprint

from chassis.web.access_pages import access_pages
from chassis.web.problems import refuse
from video.entrypoints.citizen_pages import citizen_pages
from video.entrypoints.desk_pages import desk_pages
from video.entrypoints.feedback_pages import feedback_pages
from video.entrypoints.guest_pages import guest_pages
from video.entrypoints.handing_pages import handing_pages
from video.entrypoints.inviting_pages import inviting_pages
from video.entrypoints.oversight_pages import oversight_pages
from video.entrypoints.phone_pages import phone_pages
from video.entrypoints.quality_pages import quality_pages
from video.entrypoints.receiving_pages import receiving_pages
from video.entrypoints.refusals import REFUSALS

PAGES = (
    citizen_pages,
    inviting_pages,
    guest_pages,
    desk_pages,
    receiving_pages,
    handing_pages,
    phone_pages,
    feedback_pages,
    quality_pages,
    oversight_pages,
)
for _blueprint in PAGES:
    refuse(_blueprint, REFUSALS)


def pages() -> Sequence[Blueprint]:
    """Return the pages of citizen, guest and clerk, and the exchange of their links."""
    doors = (
        access_pages("gespraech", "join", "gespraech.conversation"),
        access_pages("gespraech/gast", "guest", "gast.conversation"),
    )
    return (*PAGES, *doors)
