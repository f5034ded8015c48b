"""Puts video together: the only file that knows concrete classes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chassis.mounted_keys import MountedKeys
from chassis.service import Service
from contracts.catalogue import Catalogue
from video.adapters.bell import Bell
from video.adapters.holdings import HOLDINGS
from video.adapters.invariants import INVARIANTS
from video.adapters.turn import Coturn
from video.adapters.unit import SqlVideoUnit
from video.adapters.usage import USAGE
from video.domain.section import VideoSection
from video.entrypoints.events import heard
from video.entrypoints.jobs import due
from video.settings import VideoSettings
from video.use_cases.ports import PinKey

if TYPE_CHECKING:
    from flask import Blueprint


@dataclass(frozen=True)
class VideoPorts:
    """What the pages reach outside of the database's transactions."""

    media: Coturn
    bell: Bell
    keys: MountedKeys
    pin_key: PinKey


def _ports(settings: VideoSettings) -> VideoPorts:
    keys = MountedKeys(settings.secrets)
    return VideoPorts(
        media=Coturn(settings.turn_url, lambda: settings.secrets.read("region", "turn_secret"), settings.turn_policy),
        bell=Bell(settings.database_url.get_secret_value()),
        keys=keys,
        pin_key=keys.newest,
    )


def _pages() -> "Sequence[Blueprint]":
    # Flask is the web process's business alone.
    from video.entrypoints.web import pages

    return pages()


service = Service(
    name="video",
    settings=VideoSettings,
    unit=SqlVideoUnit,
    section=VideoSection,
    catalogue=Catalogue(),
    subscriptions=heard,
    due_work=due,
    holdings=HOLDINGS,
    invariants=INVARIANTS,
    usage=USAGE,
    ports=_ports,
    blueprints=_pages,
)
