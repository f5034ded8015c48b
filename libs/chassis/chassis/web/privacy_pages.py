"""What this service keeps of persons, from its own holdings: a part of the town's privacy notice (Art. 13 DSGVO)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, render_template, request

from chassis.retention.holding import Holding
from chassis.web.auth import public
from chassis.web.tenant import work
from chassis.web.words import _, gettext, ngettext

PARTS = (
    ("booking", _("Termin")),
    ("video", _("Videogespräch")),
    ("identity", _("Prüfung der Identität")),
    ("fulfilment", _("Vorgang und Bescheinigung")),
    ("billing", _("Gebühr und Zahlung")),
)
"""The parts of the notice in the order in which a citizen meets them, by the path below `/datenschutz/`."""
_YEAR = 365


@dataclass(frozen=True)
class Kept:
    """One kind of data as the notice says it."""

    holds: str
    purpose: str
    basis: str
    time: str


def told(holdings: Sequence[Holding], decided: Mapping[str, int]) -> list[Kept]:
    """Return the holdings in people's words, with the days that the town has decided."""
    return [Kept(one.holds, one.purpose, one.basis, _time(one, decided)) for one in holdings]


def _time(holding: Holding, decided: Mapping[str, int]) -> str:
    kept = timedelta(days=decided[holding.key]) if holding.key in decided else holding.keeps
    if kept.days >= 2 * _YEAR:
        return ngettext("%(num)d Jahr", "%(num)d Jahre", round(kept.days / (_YEAR + 0.25)))
    if kept.days:
        return ngettext("%(num)d Tag", "%(num)d Tage", kept.days)
    return gettext("weniger als ein Tag")


def privacy_pages(service: str, holdings: Sequence[Holding]) -> Blueprint:
    """Return the route of this service's part; the notice shows it, and it stands as a page of its own too."""
    pages = Blueprint("privacy", __name__)

    @pages.get(f"/datenschutz/{service}")
    @public
    def part() -> str:
        """Say what this service keeps, why, and how long."""
        with work() as unit:
            kept = told(holdings, getattr(unit.catalogue, "retention", {}))
        name = dict(PARTS).get(service, service)
        alone = "HX-Request" not in request.headers
        return render_template(
            "chassis/privacy_part.html" if alone else "chassis/privacy_panel.html", kept=kept, name=name
        )

    return pages
