"""From the host name of a request to its municipality, and from there to a unit of work."""

from contextlib import AbstractContextManager
from typing import Any, cast

from flask import g, request

from chassis.tenancy import Tenant, UnknownTenant
from chassis.web.house import house
from chassis.web.problems import Refusal
from chassis.web.words import _

WITHOUT_TENANT = "health"
"""The blueprint whose routes answer under any host, since probes call a pod by its address."""


def find_tenant() -> None:
    """Find the town that answers to the host; runs before every view."""
    g.tenant = None
    if request.blueprint == WITHOUT_TENANT:
        return
    try:
        g.tenant = house().tenants.by_host(request.host)
    except UnknownTenant:
        raise Refusal(
            404,
            _("Unter dieser Adresse gibt es kein Bürgerbüro"),
            _("Bitte prüfen Sie die Adresse. Sie finden den richtigen Link auf der Internetseite Ihrer Kommune."),
            slug="unknown-host",
        ) from None


def tenant_if_known() -> Tenant | None:
    """Return the town of this request, or nothing where there is none (unknown host, probes, start)."""
    return cast("Tenant | None", g.get("tenant"))


def current_tenant() -> Tenant:
    """Return the town of this request."""
    tenant = tenant_if_known()
    if tenant is None:
        raise RuntimeError("this view runs without a tenant; only the health routes may")
    return tenant


def work() -> AbstractContextManager[Any]:
    """Open a unit of work of the current town for a `with` block."""
    return house().open_work(current_tenant())
