"""All pages of video."""

from collections.abc import Sequence

from flask import Blueprint

from chassis.web.access_pages import access_pages
from video.entrypoints.citizen_pages import citizen_pages
from video.entrypoints.desk_pages import desk_pages
from video.entrypoints.refusals import say_refusals


def pages() -> Sequence[Blueprint]:
    """Return the citizen's pages, the clerk's desk, and the exchange of the join link."""
    found = (citizen_pages, desk_pages, access_pages("gespraech", "join", "gespraech.conversation"))
    for blueprint in found[:2]:
        say_refusals(blueprint)
    return found
