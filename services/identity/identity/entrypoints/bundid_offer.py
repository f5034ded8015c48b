"""The way to BundID on the citizen's screen: a link, and its picture for another device."""

from dataclasses import dataclass
from uuid import UUID

import segno
from flask import url_for

from chassis.web.tenant import current_tenant
from identity.domain.handoff import Handoff, Refusal
from identity.entrypoints.texts.bundid_texts import REFUSED


@dataclass(frozen=True)
class Offer:
    """Where it leads, and why the last answer was not believed."""

    path: str
    address: str
    picture: str
    refused: str


def offer_of(appointment_id: UUID, offered: Handoff) -> Offer:
    """Return what the citizen sees; the link lets nobody in, whoever follows it says who they are themselves."""
    path = url_for("bundid_pages.leave", appointment_id=appointment_id, request_key=offered.request)
    address = current_tenant().url(path)
    code = segno.make(address, error="m", micro=False)
    picture = code.svg_data_uri(scale=4, border=4, light="#fff", xmldecl=False, nl=False)
    refused = str(REFUSED[Refusal(offered.refused)]) if offered.refused else ""
    return Offer(path, address, picture, refused)
