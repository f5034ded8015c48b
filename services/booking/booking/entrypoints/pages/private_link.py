"""What pages behind a personal link do: look the token up, and keep it to themselves."""

from typing import Any

from flask import Response

from chassis.access import LONGEST_TOKEN, digest
from chassis.persistence.access_book import AccessRow
from chassis.web.tenant import current_tenant


def access_by(unit: Any, token: str, purpose: str) -> AccessRow | None:  # noqa: ANN401 - the web process's unit
    """Return what a token opens for this purpose, also when it does so no more, or None if it is unknown."""
    row: AccessRow | None = unit.access.find(digest(token)) if 0 < len(token) <= LONGEST_TOKEN else None
    if row is None or row.grant.purpose != purpose or row.grant.tenant != current_tenant().key:
        return None
    return row


def keep_to_oneself(response: Response) -> Response:
    """Keep the token out of referrers, caches and search engines."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
