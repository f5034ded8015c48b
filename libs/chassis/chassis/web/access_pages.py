"""The pages behind a citizen's link: one button that exchanges the token for the cookie.

A GET changes nothing, since mail scanners follow links; only the button's POST does.
"""

from typing import Any, cast

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from chassis.access import LONGEST_TOKEN, PURPOSES, Grant, digest
from chassis.web.auth import public
from chassis.web.citizen_access import refuse_ended, remember_grant
from chassis.web.guessing import UNKNOWN_LINKS, count_failure
from chassis.web.problems import Refusal
from chassis.web.tenant import current_tenant, work
from chassis.web.words import _


def access_pages(service_prefix: str, purpose: str, target_endpoint: str) -> Blueprint:
    """Return the pages `/<prefix>/zugang/<token>` and `/<prefix>/zugang#<token>` for one purpose.

    After the exchange the citizen is led to `target_endpoint`, which gets `appointment_id` if its rule asks for it.
    """
    if purpose not in PURPOSES:
        raise ValueError(f"purpose must be one of {PURPOSES}")
    pages = Blueprint(f"access_{service_prefix}", __name__, url_prefix=f"/{service_prefix}/zugang")

    @pages.get("")
    @public
    def fragment_door() -> str:
        """Show the button; the token is in the fragment of the address and never reaches a log."""
        return render_template("chassis/access.html", token="", exchange=url_for(".exchange"))

    @pages.get("/<token>")
    @public
    def door(token: str) -> str:
        """Show the button."""
        return render_template("chassis/access.html", token=token, exchange=url_for(".exchange"))

    @pages.post("")
    @public
    def exchange() -> AnyResponse:
        """Exchange the token for the cookie and lead on."""
        grant = _open(request.form.get("token", ""), purpose)
        response = make_response(redirect(_target(target_endpoint, grant), code=303))
        remember_grant(response, grant)
        return response

    @pages.after_request
    def keep_to_oneself(response: Response) -> Response:
        """Keep the token out of referrers, caches and search engines."""
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return pages


def _open(token: str, purpose: str) -> Grant:
    """Return what the token opens here, or refuse: 404 if it is unknown, 410 if it has ended."""
    with work() as unit:
        row = unit.access.find(digest(token)) if 0 < len(token) <= LONGEST_TOKEN else None
        now = unit.clock()
    if row is None or row.grant.purpose != purpose or row.grant.tenant != current_tenant().key:
        count_failure(UNKNOWN_LINKS)
        raise Refusal(
            404,
            _("Diesen Link kennen wir nicht"),
            _(
                "Bitte öffnen Sie ihn direkt in Ihrer E-Mail, falls er nicht vollständig kopiert wurde. "
                "Haben Sie eben erst gebucht, versuchen Sie es bitte in einer Minute noch einmal."
            ),
            slug="link-unknown",
        )
    if row.revoked or row.valid_until < now:
        refuse_ended()
    return cast("Grant", row.grant)


def _target(endpoint: str, grant: Grant) -> str:
    rules = current_app.url_map.iter_rules(endpoint)
    values: dict[str, Any] = {}
    if any("appointment_id" in rule.arguments for rule in rules):
        values["appointment_id"] = grant.appointment_id
    return url_for(endpoint, **values)
