"""What booking does when it is due."""

from uuid import UUID

from booking.use_cases.answer_offer import pass_offer_on
from booking.use_cases.call_off_outage import CALL_OFF_OUTAGE, call_off_outage
from booking.use_cases.hold_time import RELEASE_HOLD
from booking.use_cases.join_waiting_list import END_WAITING, end_waiting
from booking.use_cases.note_bounce import COLLECT_BOUNCES, collect_bounces
from booking.use_cases.offer_time import PASS_OFFER_ON, offer_time
from booking.use_cases.ports import BookingPorts, BookingUnit
from booking.use_cases.release_hold import tidy_expired_hold
from booking.use_cases.remind_citizen import REMIND_CITIZEN, remind_citizen
from booking.use_cases.send_lost_links import ANSWER_LINK_REQUEST, answer_link_request
from booking.use_cases.set_time_aside import OFFER_TIME
from chassis.jobs.due_work import DueWork
from chassis.unit import Work

due = DueWork()


due.nightly.add(COLLECT_BOUNCES)
due.job(COLLECT_BOUNCES)(collect_bounces)


@due.job(OFFER_TIME)
def offer_freed_time(work: Work[BookingUnit], ports: BookingPorts, aside_id: UUID) -> None:
    """Ask the waiting list whether somebody wants a freed time."""
    with work() as unit:
        offer_time(unit, aside_id, ports)


@due.job(PASS_OFFER_ON)
def pass_unanswered_offer_on(work: Work[BookingUnit], ports: BookingPorts, waiting_id: UUID) -> None:
    """Ask the next one after an offer that nobody answered."""
    with work() as unit:
        pass_offer_on(unit, waiting_id, ports)


@due.job(END_WAITING)
def end_waiting_in_vain(work: Work[BookingUnit], ports: BookingPorts, waiting_id: UUID) -> None:
    """Forget whoever has waited as long as they wanted."""
    with work() as unit:
        end_waiting(unit, waiting_id, ports)


@due.job(RELEASE_HOLD)
def release_expired_hold(work: Work[BookingUnit], _ports: BookingPorts, hold_id: UUID) -> None:
    """Tidy up a hold that nobody confirmed."""
    with work() as unit:
        tidy_expired_hold(unit, hold_id)


@due.job(ANSWER_LINK_REQUEST)
def send_lost_links(work: Work[BookingUnit], ports: BookingPorts, request_id: UUID) -> None:
    """Send lost links again."""
    with work() as unit:
        answer_link_request(unit, request_id, ports)


@due.job(REMIND_CITIZEN)
def send_reminder(work: Work[BookingUnit], ports: BookingPorts, appointment_id: UUID) -> None:
    """Remind a citizen the day before."""
    with work() as unit:
        remind_citizen(unit, appointment_id, ports)


@due.job(CALL_OFF_OUTAGE)
def call_appointments_of_outage_off(work: Work[BookingUnit], ports: BookingPorts, outage_id: UUID) -> None:
    """Call off what an outage meets."""
    call_off_outage(work, outage_id, ports)
