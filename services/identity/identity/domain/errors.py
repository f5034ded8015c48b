"""What the rules refuse."""


class CheckError(Exception):
    """A check refuses what it was asked to do."""


class NoCheck(CheckError):
    """The appointment has no check here (yet)."""


class OutOfStep(CheckError):
    """The step was skipped, is already done, or comes from a page that has been overtaken."""


class TooLate(CheckError):
    """The time for the step is over; the check ends."""


class NotOpen(CheckError):
    """The check cannot be worked on: the call has not begun, is over, or the decision has been made."""


class DocumentNotAccepted(CheckError):
    """The town does not accept this kind of document from this state."""


class ZoneNotGood(CheckError):
    """The machine-readable zone does not stand."""


class NamesDoNotMatch(CheckError):
    """The names as typed from the front are not those of the zone; says whether the family name is."""

    def __init__(self, *, family_matches: bool) -> None:
        super().__init__("the names are not those of the zone")
        self.family_matches = family_matches


class NoOverride(CheckError):
    """Nobody may go on here by four eyes: not at this step, not in this town, or nothing was asked for."""


class SamePerson(CheckError):
    """Who asked for an override may not decide on it: it takes a second person."""


class ReasonMissing(CheckError):
    """The clerk has to say why differing names may stand."""


class ReasonNotPossible(CheckError):
    """A check is not rejected for that reason at this step."""
