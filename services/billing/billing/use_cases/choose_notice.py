"""Settle a charge by a fee notice, which leaves on the next working day."""

from datetime import datetime
from uuid import UUID

from billing.domain.charge import Channel, Charge
from billing.domain.errors import ChargeNotOpen
from billing.domain.working_days import dispatch_moment
from billing.use_cases.assess_charge import settle
from billing.use_cases.jobs import ISSUE_NOTICE
from billing.use_cases.ports import BillingUnit


def choose_notice(unit: BillingUnit, charge_id: UUID, channel: Channel, actor: str) -> Charge:
    """Settle by notice; the case goes on at once, the notice is made on its day.

    Raises:
        ChargeNotOpen: if something else was chosen meanwhile.
        ChannelNotAvailable: if there is no address for this way.
    """
    charge = unit.charges.get(charge_id)
    if charge is None:
        raise ChargeNotOpen(f"charge {charge_id} is not known")
    settled = charge.send_notice_by(channel, unit.clock())
    settle(unit, settled)
    unit.schedule(ISSUE_NOTICE, charge.id, leaves_at(unit, unit.clock()))
    unit.audit(f"chose notice by {channel}", charge.id, actor)
    return settled


def leaves_at(unit: BillingUnit, chosen: datetime) -> datetime:
    """Return when a notice that is chosen at this moment leaves this town."""
    terms = unit.catalogue.notice
    return dispatch_moment(
        chosen, zone=unit.tenant.zone, land=unit.tenant.land, cut_off=terms.cut_off, leaves_at=terms.dispatch_at
    )


def choose_notices(unit: BillingUnit, appointment_id: UUID, channel: Channel, actor: str) -> int:
    """Settle every open fee of an appointment by notice; each is an act of its own, and they leave together."""
    waiting = [charge for charge in unit.charges.of_appointment(appointment_id) if charge.state == "open"]
    for charge in sorted(waiting, key=lambda one: one.id):
        choose_notice(unit, charge.id, channel, actor)
    return len(waiting)
