"""What the use cases need of the world outside, as protocols: a payment provider, a printer, a letter box."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, Protocol

from billing.domain.statement import Statement, Transaction
from billing.use_cases.document_content import LetterContent, NoticeContent
from chassis.letters.letter import LetterBox
from chassis.letters.print_runs import PrintRun, SpooledLetter
from chassis.mail.returned import ReturnedMail
from chassis.tenancy import Tenant


@dataclass(frozen=True, kw_only=True)
class PaymentRequest:
    """What the provider is asked to collect (XBezahldienste: PaymentRequest); amount in cents.

    `purpose` is at most 27 characters; nothing that is added to `redirect_url` is ever believed.

    The provider takes money once for an `invoice`, whatever else goes wrong; `reference` is the attempt.
    """

    request_id: str
    reference: str
    invoice: str
    amount: int
    purpose: str
    payee: str
    redirect_url: str
    cancel_url: str


CaptureStatus = Literal["completed", "pending", "declined", "refunded", "partly_refunded"]


@dataclass(frozen=True, kw_only=True)
class Capture:
    """Money that the provider has taken, as it says itself."""

    id: str
    status: CaptureStatus
    amount: int
    fee: int


@dataclass(frozen=True, kw_only=True)
class PaymentTransaction:
    """An order as the provider knows it (XBezahldienste: PaymentInformation).

    `created` is its INITIAL, `completed` with a capture its PAYED, `gone` its FAILED or CANCELED; `approved` is known
    to those alone that ask for the money to be taken. `approve_url` is its transactionRedirectUrl.
    """

    id: str
    status: Literal["created", "approved", "completed", "gone"]
    reference: str
    approve_url: str | None = None
    capture: Capture | None = None


class PaymentProvider(Protocol):
    """A payment provider in the shape of FITKO's XBezahldienste: a request, and a transaction whose status is read.

    Another provider is one adapter that keeps `tests/service/billing/test_payment_port.py`; one that takes the money by
    itself answers `capture` by reading. Every call raises `PaymentUnavailable` if there is no clear answer.
    """

    def create(self, tenant: str, order: PaymentRequest) -> PaymentTransaction:
        """Open an order; the same key gives the same order."""

    def read(self, tenant: str, order_id: str) -> PaymentTransaction:
        """Return what the provider knows of an order now."""

    def capture(self, tenant: str, order_id: str, key: str) -> PaymentTransaction:
        """Take the money that the payer has approved; the same key takes it once."""

    def refund(self, tenant: str, capture_id: str, amount: int, key: str) -> str:
        """Give the money back and return the provider's id of that; the same key gives it back once."""


class RenderNotice(Protocol):
    """Turns what a notice says into a PDF, in a process of its own."""

    def __call__(self, content: NoticeContent) -> bytes: ...


class RenderLetter(Protocol):
    """Turns what a letter says into a PDF, in a process of its own."""

    def __call__(self, content: LetterContent) -> bytes: ...


class NotFromProvider(Exception):
    """A message is not the provider's; the text says which check failed."""


class VerifyWebhook(Protocol):
    """Accepts a webhook of a town's account, or raises `NotFromProvider`; names of headers are in capitals."""

    def __call__(self, tenant: str, headers: Mapping[str, str], body: bytes, now: datetime) -> None: ...


ReadStatements = Callable[[bytes], Iterator[Statement | Transaction]]
"""Yields what is in a file of the bank, or raises `StatementRefused`."""


class StatementDrop(Protocol):
    """A folder for each town into which the bank's software lays statements."""

    def waiting(self, tenant: str) -> list[tuple[str, bytes]]:
        """Return the files that lie there whole, by name."""

    def put_away(self, tenant: str, name: str, why: str = "") -> None:
        """Move a file to those that were taken, or to those that were refused with the reason beside it."""


@dataclass(frozen=True, kw_only=True)
class RefundOrder:
    """One transfer that the bank is to make; amount in cents."""

    end_to_end: str
    name: str
    iban: str
    amount: int
    purpose: str


class WriteRefunds(Protocol):
    """Writes transfers from the town's account as a file for its bank."""

    def __call__(self, holder: str, iban: str, bic: str, day: date, orders: Sequence[RefundOrder]) -> bytes: ...


class PrintShop(Protocol):
    """Print runs of the letters that lie in the spool: each letter is in one run, each run is closed once."""

    def claim(self, tenant: str, day: date) -> tuple[str, tuple[SpooledLetter, ...]] | None:
        """Return the open run, or a new one, with its letters; None if nothing lies there."""

    def close(self, tenant: str, name: str, manifest: list[dict[str, Any]], printed: bytes) -> bool:
        """Keep what is printed; False if the run has other letters meanwhile, or is closed."""

    def runs(self, tenant: str, limit: int) -> list[PrintRun]:
        """Return the newest closed runs first."""

    def waiting(self, tenant: str) -> int:
        """Return how many letters are in no run yet."""

    def file(self, tenant: str, name: str) -> bytes | None:
        """Return what is to be printed."""

    def post(self, tenant: str, name: str, day: date) -> tuple[str, ...] | None:
        """Note when a run was posted and return the references of its letters; None if there is no such run."""


class PrintFile(Protocol):
    """Puts letters into one PDF behind a cover list, and says on which pages each stands."""

    def __call__(
        self, town: Tenant, name: str, letters: Sequence[SpooledLetter]
    ) -> tuple[bytes, list[dict[str, Any]]]: ...


class ReturnedMails(Protocol):
    """Where the mail server drops mails that came back."""

    def take(self, town: str) -> Iterator[ReturnedMail]:
        """Yield what came back, each until the next is asked for."""


Join = Callable[[Sequence[bytes]], bytes]
"""Puts PDFs behind each other."""


@dataclass(frozen=True)
class BillingPorts:
    """Everything outside."""

    paypal: PaymentProvider
    render: RenderNotice
    render_letter: RenderLetter
    letters: LetterBox
    verify_webhook: VerifyWebhook
    read_statements: ReadStatements
    drop: StatementDrop
    write_refunds: WriteRefunds
    join: Join
    print_file: PrintFile
    print_shop: PrintShop | None = None
    returned: ReturnedMails | None = None
