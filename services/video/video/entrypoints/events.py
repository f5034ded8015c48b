"""What video hears."""

from chassis.envelope import Received
from chassis.messaging.subscriptions import Subscriptions
from contracts.booking import AppointmentCancelled, AppointmentConfirmed, AppointmentRescheduled
from contracts.fulfilment import CaseCompleted, CaseFailed, CaseOpened, CaseWithdrawn
from contracts.identity import CheckRejected, CheckVerified
from video.use_cases.cancel_consultation import cancel_consultation
from video.use_cases.keep_copies import note_case, note_case_closed, note_rejected, note_verified
from video.use_cases.move_consultation import move_consultation
from video.use_cases.open_consultation import open_consultation
from video.use_cases.ports import VideoUnit

heard = Subscriptions("video")


@heard.subscribe(AppointmentConfirmed)
def on_confirmed(unit: VideoUnit, received: Received[AppointmentConfirmed]) -> None:
    """Open the consultation."""
    open_consultation(unit, received.event)


@heard.subscribe(AppointmentRescheduled)
def on_rescheduled(unit: VideoUnit, received: Received[AppointmentRescheduled]) -> None:
    """Move the consultation."""
    move_consultation(unit, received.event)


@heard.subscribe(AppointmentCancelled)
def on_cancelled(unit: VideoUnit, received: Received[AppointmentCancelled]) -> None:
    """Close the consultation."""
    cancel_consultation(unit, received.event)


@heard.subscribe(CheckVerified)
def on_verified(unit: VideoUnit, received: Received[CheckVerified]) -> None:
    """Show at the desk that the person is identified."""
    note_verified(unit, received.event)


@heard.subscribe(CheckRejected)
def on_rejected(unit: VideoUnit, received: Received[CheckRejected]) -> None:
    """Show at the desk that the person is not identified."""
    note_rejected(unit, received.event)


@heard.subscribe(CaseOpened)
def on_case_opened(unit: VideoUnit, received: Received[CaseOpened]) -> None:
    """Show the case at the desk."""
    note_case(unit, received.event)


@heard.subscribe(CaseCompleted)
def on_case_completed(unit: VideoUnit, received: Received[CaseCompleted]) -> None:
    """Show the case as done."""
    note_case_closed(unit, received.event.case_id, "completed")


@heard.subscribe(CaseFailed)
def on_case_failed(unit: VideoUnit, received: Received[CaseFailed]) -> None:
    """Show the case as failed."""
    note_case_closed(unit, received.event.case_id, "failed")


@heard.subscribe(CaseWithdrawn)
def on_case_withdrawn(unit: VideoUnit, received: Received[CaseWithdrawn]) -> None:
    """Show the case as withdrawn."""
    note_case_closed(unit, received.event.case_id, "withdrawn")
