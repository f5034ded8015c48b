"""What can go wrong when booking; pages turn each of these into a sentence for the citizen."""


class BookingError(Exception):
    """A wish that the rules of booking do not allow."""


class UnknownProcedure(BookingError):
    """The town does not offer this procedure."""


class NotByVideo(UnknownProcedure):
    """The town offers the procedure of this key, but wants people to come in person."""


class TooManyPersons(BookingError):
    """So many persons cannot come for these procedures in one appointment."""


class TimeTaken(BookingError):
    """Somebody else was quicker, or the time is not offered any more."""


class ProofMissing(BookingError):
    """The browser has not done the work that this procedure asks for, or its proof was used before."""


class DoorClosed(BookingError):
    """Nobody can come without an appointment now: the door is closed, or too many wait."""


class HoldExpired(BookingError):
    """The reserved time was not confirmed soon enough and may belong to somebody else."""


class ExtensionsUsedUp(BookingError):
    """The reservation was extended as often as the town allows."""


class UnknownAppointment(BookingError):
    """There is no such hold or appointment."""


class AddressAskedTooOften(BookingError):
    """A reservation has had as many mails for its address as one may have."""


class BookedTooOften(BookingError):
    """With this address, this telephone or from this network as much was booked today as the town allows."""


class TooLate(BookingError):
    """The appointment has begun, is over or was cancelled, so it cannot be changed any more."""


class TooSoon(BookingError):
    """The appointment has not begun, so nobody can say how it ended."""


class TooManyTries(BookingError):
    """Somebody has tried number and PIN as often as is allowed within an hour."""
