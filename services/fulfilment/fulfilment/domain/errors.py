"""Why something is refused, in words for the person who reads it at night; pages turn them into German."""


class NotAllowed(Exception):
    """The case does not take this step from where it stands, or not from this person."""

    def __init__(self, state: str, event: str, actor: str) -> None:
        super().__init__(f"a case that is {state} does not take {event} from {actor}")
        self.state, self.event, self.actor = state, event, actor


class PastThePivot(NotAllowed):
    """The request is with the authority or the certificate is made: only forward from here."""


class StatementChanged(Exception):
    """The text that was confirmed is not the text that is shown now."""


class SignatureMissing(Exception):
    """The procedure asks for a signature, and none was given."""


class CaseUnknown(LookupError):
    """There is no such case at this town."""


class UnknownProcedure(LookupError):
    """A procedure was booked that the town's catalogue does not have here."""


class CertificateUnknown(LookupError):
    """There is no such certificate at this town."""


class TaskUnknown(LookupError):
    """There is no such task at this town."""


class TaskTaken(Exception):
    """Somebody else has the task in hand; the text is that person's name."""


class TaskDone(Exception):
    """The task is done already."""


class DocumentUnknown(LookupError):
    """There is no such document, or the procedure asks for none of its kind."""


class TooManyDocuments(Exception):
    """A case has as many files of this kind as it takes."""


class OwnProposal(Exception):
    """Nobody agrees to their own proposal: four eyes."""


class EndpointUnknown(LookupError):
    """The town has no webhook of that name."""


class DeliveryUnknown(LookupError):
    """There is no such message, or it has been forgotten."""
