"""What the views of this service share: its ports, and whether the answer goes into a page as a fragment."""

from typing import cast
from uuid import UUID

from flask import Response, current_app, make_response, request

from billing.domain.charge import Charge
from billing.use_cases.outside import BillingPorts
from billing.use_cases.ports import BillingUnit
from chassis.web.auth import current_staff
from chassis.web.problems import Refusal
from chassis.web.tenant import work

NOTHING_NEW = 204


def ports() -> BillingPorts:
    """Return what lies outside."""
    return cast("BillingPorts", current_app.extensions["ports"])


def wants_fragment() -> bool:
    """Tell whether htmx asks, so that only a panel is answered."""
    return request.headers.get("HX-Request") == "true"


def unchanged(stand: str) -> bool:
    """Tell whether the panel that asks again shows this already; then nothing is swapped and no focus is lost."""
    return request.args.get("stand") == stand


def nothing_new() -> Response:
    """Answer a panel for which nothing has changed."""
    return make_response("", NOTHING_NEW)


def require_charge(unit: BillingUnit, appointment_id: UUID, charge_id: UUID) -> Charge:
    """Return a charge of this appointment, or refuse as if it did not exist."""
    charge = unit.charges.peek(charge_id)
    if charge is None or charge.appointment_id != appointment_id:
        raise Refusal(404, slug="not-found")
    return charge


def cashier() -> str:
    """Return who of the staff acts, for audit rows; the view's own decorator has let them in."""
    person = current_staff()
    if person is None:
        raise RuntimeError("this view is for staff alone")
    return person.actor


__all__ = ["cashier", "nothing_new", "ports", "require_charge", "unchanged", "wants_fragment", "work"]
