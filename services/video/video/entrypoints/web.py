"""All pages of video."""

from collections.abc import Sequence

from flask import Blueprint

from chassis.web.access_pages import access_pages
from chassis.web.problems import refuse
from video.entrypoints.citizen_pages import citizen_pages
from video.entrypoints.desk_pages import desk_pages
from video.entrypoints.refusals import REFUSALS

for _blueprint in (citizen_pages, desk_pages):
    refuse(_blueprint, REFUSALS)


def pages() -> Sequence[Blueprint]:
    """Return the citizen's pages, the clerk's desk, and the exchange of the join link."""
    return (citizen_pages, desk_pages, access_pages("gespraech", "join", "gespraech.conversation"))
