"""Links to hand on: as text, to share, and as a QR code that another device photographs."""

from dataclasses import dataclass

import segno
from flask import current_app

from chassis.web.tenant import current_tenant
from video.use_cases.ports import Keys


@dataclass(frozen=True)
class Link:
    """An address whose token stands in the fragment, where no log sees it, and its picture."""

    address: str
    picture: str


def link(path: str, token: str) -> Link:
    """Return the link to a path of the current town."""
    address = f"{current_tenant().base_url}{path}#{token}"
    code = segno.make(address, error="m", micro=False)
    return Link(address, code.svg_data_uri(scale=4, border=4, light="#fff", xmldecl=False, nl=False))


def access_keys() -> Keys:
    """Return the region's access keys."""
    keys: Keys = current_app.extensions["ports"].keys
    return keys
