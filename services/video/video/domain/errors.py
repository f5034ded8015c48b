"""What can be refused, in words for the log; pages say it in German."""


class UnknownConsultation(LookupError):
    """There is no consultation of that appointment at this town."""


class RoomClosed(Exception):
    """The waiting room is not open yet, or not any more."""


class ConsentMissing(Exception):
    """Nobody enters the waiting room without agreeing to the video call."""


class AlreadyAdmitted(Exception):
    """Another clerk was faster; `clerk_name` says who."""

    def __init__(self, clerk_name: str) -> None:
        super().__init__("another clerk has admitted this citizen")
        self.clerk_name = clerk_name


class ConsultationOver(Exception):
    """The consultation has ended, was missed or cancelled; nothing of it opens any more."""


class NotPossible(Exception):
    """The consultation is in a state in which this cannot be done."""


class Replaced(NotPossible):
    """The person goes on in another page, on this device or another; this one comes too late."""


class NotAdmitted(Exception):
    """Before admission nobody gets media access and no signal passes."""


class NotYourCall(Exception):
    """The call is another clerk's."""


class TooManyPeople(Exception):
    """The call is full, or more people are invited than fit into it."""


class TooMuch(Exception):
    """A message is larger, or comes faster, than a call needs."""
