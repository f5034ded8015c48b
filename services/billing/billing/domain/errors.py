"""What can stand against a wish; the pages turn each into a sentence for the person."""


class BillingError(Exception):
    """Something of this service's own rules stands against it."""


class NoFee(BillingError):
    """The town's tariff does not say what this procedure costs in this form of delivery."""


class ChargeNotOpen(BillingError):
    """The charge is settled or void, so there is nothing left to choose."""


class ChannelNotAvailable(BillingError):
    """The notice cannot take this way: the e-mail address or the postal address is missing."""


class PaymentUnavailable(BillingError):
    """The payment provider does not answer or does not want; nothing was taken."""


class NoticeNotOpen(BillingError):
    """The notice is paid or cancelled already."""


class WrongDate(BillingError):
    """Money cannot have arrived in the future or before the notice was issued."""


class StatementRefused(BillingError):
    """A bank statement cannot be used as a whole; nothing of it is booked. `why` is one of `StatementFault`."""

    def __init__(self, why: str, where: str = "") -> None:
        super().__init__(f"{why}: {where}" if where else why)
        self.why = why
        self.where = where


class NotAssignable(BillingError):
    """A transaction is assigned already, or there is no such claim."""


class SecondPersonNeeded(BillingError):
    """Money goes out only if two people say so."""


class NothingToRefund(BillingError):
    """There is no credit, or no account that it came from, or it is being refunded already."""


class NothingToSolve(BillingError):
    """The document has arrived, or somebody else has found another way already."""
