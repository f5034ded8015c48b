"""A clerk is ill or an office closes: the times are closed at once, and everybody who booked there is written to."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from booking.domain.errors import TooLate
from booking.domain.outage import Outage, close_during
from booking.use_cases.cancel_appointment import TownsRegret, cancel_appointment
from booking.use_cases.ports import BookingPorts, BookingUnit
from booking.use_cases.release_hold import release_hold
from chassis.unit import Work

CALL_OFF_OUTAGE = "call-off-outage"
AT_ONCE = 25
"""So many appointments are called off by one run of the job, so that other work comes between."""


def announce_outage(unit: BookingUnit, told: Outage, author: str) -> Outage:
    """Close the times in the catalogue, which can be undone there, and have the appointments called off.

    Whoever holds a time there loses it at once: nobody confirms afterwards what cannot take place.
    `author` is the name that stands beside the new version.
    """
    unit.hold_catalogue()
    outage = replace(told, met=len(unit.outages.met_by(told, unit.clock())))
    unit.change_catalogue(close_during(unit.catalogue, outage), author, f"Ausfall: {outage.reason}"[:200])
    for hold_id in unit.outages.holds_met_by(outage):
        release_hold(unit, hold_id)
    unit.outages.keep(outage)
    unit.audit("announced outage", outage.id, outage.actor)
    unit.schedule(CALL_OFF_OUTAGE, outage.id, unit.clock())
    return outage


def call_off_outage(work: Work[BookingUnit], outage_id: UUID, ports: BookingPorts) -> None:
    """Call off some of the appointments, each in its own transaction; the rest follows in the next run."""
    with work() as unit:
        outage = unit.outages.find(outage_id)
        left = [] if outage is None else [one.id for one in unit.outages.met_by(outage, unit.clock())]
    if outage is None:
        return
    for appointment_id in left[:AT_ONCE]:
        with suppress(TooLate), work() as unit:
            one = unit.appointments.claim(appointment_id)
            if one is not None and outage.meets(one.slot):  # it may have been moved away since it was listed
                cancel_appointment(unit, appointment_id, ports, TownsRegret(outage.reason, outage.actor, outage.id))
    if left[AT_ONCE:]:
        with work() as unit:
            unit.schedule(CALL_OFF_OUTAGE, outage_id, unit.clock() + timedelta(milliseconds=1))
