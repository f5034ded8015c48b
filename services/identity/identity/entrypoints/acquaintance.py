"""Who of the staff acts here is known by name afterwards: the audit and the checks hold the provider's ids alone."""

from flask import Blueprint, request

from chassis.web.staff_access import current_staff
from chassis.web.tenant import work

acquaintance = Blueprint("acquaintance", __name__)


@acquaintance.before_app_request
def remember_who_acts() -> None:
    """Note the name of whoever sends a form."""
    if request.method != "POST" or (person := current_staff()) is None:
        return
    with work() as unit:
        unit.names.met(person.subject, person.name, unit.clock())
