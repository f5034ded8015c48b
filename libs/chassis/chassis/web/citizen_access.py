"""What citizens may open: grants from their links, kept in a signed cookie and checked at every request.

A program has no cookie: to an API it shows the token of the link itself (`Authorization: Bearer`, RFC 6750).
"""

from collections.abc import Collection
from typing import NoReturn
from uuid import UUID

from flask import Response, g, request

from chassis.access import LONGEST_TOKEN, Grant, digest
from chassis.web.problems import Refusal
from chassis.web.signing import SignedCookie
from chassis.web.tenant import current_tenant, work
from chassis.web.words import _

MOST = 6
"""So many grants fit into the cookie; the oldest gives way."""

_COOKIE = SignedCookie("citizen", hours=12)


def held_grants() -> tuple[Grant, ...]:
    """Return what the cookie holds for this town, newest first, or the token that a program shows; not yet checked."""
    if "held_grants" not in g:
        told = _COOKIE.read()
        grants = (_grant(item) for item in told) if isinstance(told, list) else ()
        g.all_grants = (*_shown(), *grants)
        g.held_grants = tuple(grant for grant in g.all_grants if grant.tenant == current_tenant().key)
    return tuple(g.held_grants)


def _shown() -> tuple[Grant, ...]:
    """Return what the token in the header is for; pages take none, so that a link cannot be slipped under one."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if not _is_api() or scheme.lower() != "bearer" or not 0 < len(token) <= LONGEST_TOKEN:
        return ()
    with work() as unit:
        row = unit.access.find(digest(token))
    return () if row is None else (row.grant,)


def _is_api() -> bool:
    return request.path.startswith("/api/")


def _grant(told: dict[str, str]) -> Grant:
    return Grant(told["tenant"], UUID(told["appointment"]), told["purpose"], int(told["epoch"]))


def remember_grant(response: Response, grant: Grant) -> None:
    """Add a grant to the cookie, in place of an older one for the same purpose of the same appointment."""
    held_grants()
    same = (grant.tenant, grant.appointment_id, grant.purpose)
    others = [other for other in g.all_grants if (other.tenant, other.appointment_id, other.purpose) != same]
    _COOKIE.write(
        response,
        [
            {"tenant": one.tenant, "appointment": str(one.appointment_id), "purpose": one.purpose, "epoch": one.epoch}
            for one in [grant, *others][:MOST]
        ],
    )


def current_grants(purposes: Collection[str] | None = None) -> tuple[Grant, ...]:
    """Return the grants that are open at this service now, for these purposes or for those that the view names."""
    wanted = tuple(sorted(purposes if purposes is not None else g.get("citizen_purposes", ())))
    checked = g.setdefault("open_grants", {})
    if wanted not in checked:
        candidates = [grant for grant in held_grants() if grant.purpose in wanted]
        if candidates:
            with work() as unit:
                checked[wanted] = tuple(grant for grant in candidates if unit.access.opens(grant))
        else:
            checked[wanted] = ()
    return tuple(checked[wanted])


def require_grant(purposes: Collection[str]) -> None:
    """Refuse whoever holds no open grant for any of the purposes."""
    g.citizen_purposes = tuple(purposes)
    if current_grants():
        return
    if any(grant.purpose in purposes for grant in held_grants()):
        refuse_ended()
    raise Refusal(
        401,
        _("Bitte öffnen Sie den Link aus Ihrer E-Mail"),
        _(
            "Zu dieser Seite führt der Link aus Ihrer E-Mail. Er gilt auf diesem Gerät zwölf Stunden lang; "
            "danach öffnen Sie ihn einfach noch einmal."
        ),
        slug="link-needed",
        headers={"WWW-Authenticate": "Bearer"} if _is_api() else None,
    )


def require_appointment(appointment_id: UUID) -> Grant:
    """Return the open grant for this appointment: 404 where there is none, 410 where it has ended."""
    for grant in current_grants():
        if grant.appointment_id == appointment_id:
            return grant
    if any(
        grant.appointment_id == appointment_id and grant.purpose in g.get("citizen_purposes", ())
        for grant in held_grants()
    ):
        refuse_ended()
    raise Refusal(404, slug="not-found")


def refuse_ended() -> NoReturn:
    """Say kindly that the link of a past, moved or cancelled appointment opens nothing any more."""
    raise Refusal(
        410,
        _("Dieser Link gilt nicht mehr"),
        _(
            "Der Termin ist vorbei, wurde verschoben oder abgesagt. Wenn Sie eine neuere E-Mail von uns haben, "
            "öffnen Sie bitte den Link darin."
        ),
        slug="link-ended",
    )
