"""The clerk sends the person to BundID, or takes that back."""

from uuid import UUID

from flask import Blueprint
from flask_babel import gettext

from chassis.web.auth import staff
from chassis.web.tenant import current_tenant, work
from identity.domain.errors import NoCheck
from identity.entrypoints import acting
from identity.entrypoints.panel import Said
from identity.use_cases import go_elsewhere

desk_bundid = Blueprint("desk_bundid", __name__, url_prefix="/identitaet/arbeitsplatz/<uuid:appointment_id>/bundid")
desk_bundid.register_error_handler(NoCheck, acting.refuse_unknown)


@desk_bundid.post("/<step>")
@staff(*acting.STAFF)
def offer(appointment_id: UUID, step: str) -> acting.Answered:
    """Offer it; the citizen's screen shows a button and a code for another device."""
    bundid = acting.outside().bundid
    with work() as unit:
        possible = unit.catalogue.bundid and bundid is not None and bundid.serves(current_tenant())
    if not possible:
        return acting.again(appointment_id, Said(gettext("BundID ist für diese Stadt nicht eingerichtet.")))
    return acting.act(appointment_id, acting.known(step), go_elsewhere.offer_bundid)


@desk_bundid.post("/<step>/zurueck")
@staff(*acting.STAFF)
def withdraw(appointment_id: UUID, step: str) -> acting.Answered:
    """Take the offer back and go on by video."""
    return acting.act(appointment_id, acting.known(step), go_elsewhere.withdraw_bundid)
