"""The colours of the town as a stylesheet of its own, since the policy forbids inline styles."""

import hashlib

from flask import Blueprint, Response

from chassis.tenancy import Tenant
from chassis.web.auth import public
from chassis.web.tenant import current_tenant

_YEAR = 365 * 24 * 3600


def _sheet(tenant: Tenant) -> str:
    brand = tenant.brand
    return f":root {{ --town-primary: {brand.primary}; --town-on-primary: {brand.on_primary}; }}\n"


def brand_version(tenant: Tenant) -> str:
    """Return what changes in the sheet's address when the colours change."""
    return hashlib.sha256(_sheet(tenant).encode()).hexdigest()[:12]


def brand_pages(service: str) -> Blueprint:
    """Return the route of the stylesheet; each service has its own, so that none depends on a neighbour."""
    pages = Blueprint("brand", __name__)

    @pages.get(f"/static-tenant/{service}/brand.css")
    @public
    def sheet() -> Response:
        """Return the town's colours."""
        response = Response(_sheet(current_tenant()), mimetype="text/css")
        response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
        return response

    return pages
