"""What due work asks of the world outside, as protocols; `adapters` fulfils them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol
from uuid import UUID

from chassis.access import Grant
from chassis.letters.letter import LetterBox, PrintShop
from chassis.letters.print_run import PrintRun
from chassis.tenancy import Tenant
from chassis.town.wording import Voice
from contracts.parts import PostalAddress, VerifiedPerson
from fulfilment.domain.case import Case
from fulfilment.domain.certificate import CertificateText
from fulfilment.domain.plans import Way
from fulfilment.domain.signature import Signature
from fulfilment.domain.sticker import StickerLetter
from fulfilment.domain.webhook import Answer, Delivery, Endpoint


@dataclass(frozen=True)
class RegisterRequest:
    """A request to the authority; the same `message_id` is one request, however often it is sent."""

    message_id: UUID
    tenant: str
    authority: str
    product: str
    case_number: str
    person: VerifiedPerson
    applicant: VerifiedPerson
    """Who asks: the person, or whoever represents them by law."""
    address: PostalAddress
    delivery: str
    answers: dict[str, str]
    kind: str = ""
    """What the authority calls it, as in Belegart OE."""
    way: Way = "http"


@dataclass(frozen=True)
class RegisterAnswer:
    """Where a request stands at the authority."""

    state: Literal["waiting", "acknowledged", "issued", "rejected", "lost"]
    reason: str = ""


class RegisterUnreachable(Exception):
    """The authority did not answer, or not in a way that can be relied on; ask again later."""

    def __init__(self, why: str, *, kept_out: bool = False) -> None:
        super().__init__(why)
        self.kept_out = kept_out
        """Whether the request surely did not arrive: refused at the door, or never sent."""


class Register(Protocol):
    """The way to an authority: a Fachverfahren, a file export, or an interface."""

    def submit(self, request: RegisterRequest) -> str:
        """Hand the request over and return the authority's reference, or raise `RegisterUnreachable`."""

    def ask(self, message_id: UUID) -> RegisterAnswer:
        """Ask where the request stands, or raise `RegisterUnreachable`."""


@dataclass(frozen=True)
class Addressee:
    """Who gets a letter."""

    name: str
    address: PostalAddress

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the window (DIN 5008)."""
        return self.name, self.address.street, f"{self.address.postal_code} {self.address.city}"


class Press(Protocol):
    """Makes the certificate's file."""

    def __call__(self, text: CertificateText, town: Tenant, addressee: Addressee | None) -> bytes:
        """Return the PDF."""


class Receipts(Protocol):
    """Makes the sealed receipt of a confirmed request."""

    def __call__(self, case: Case, town: Tenant, signature: Signature | None) -> bytes:
        """Return the PDF."""


class MailTexts(Protocol):
    """Words mails in a language (BCP 47), in a town's own words where it has some."""

    def __call__(
        self, kind: str, voice: Voice, language: str, case: Case, names: tuple[str, str], **told: object
    ) -> tuple[str, str]:
        """Return subject and text of a kind of mail."""


class Keys(Protocol):
    """Derives the tokens of citizens' links."""

    def token(self, grant: Grant) -> str:
        """Return the token that opens `grant`."""


class StickerPress(Protocol):
    """Sets the letters that stickers go with."""

    def __call__(self, letters: Sequence[StickerLetter], town: Tenant, day: date) -> list[bytes]:
        """Return a PDF for each letter."""


class Printer(Protocol):
    """Binds the post of a day."""

    def __call__(self, run: PrintRun, town: Tenant) -> bytes:
        """Return one PDF with a list before the letters."""


class WebhookPost(Protocol):
    """The way to a town's own program."""

    def __call__(self, town: str, endpoint: Endpoint, delivery: Delivery, now: datetime) -> Answer:
        """Send a message once and return what came back; it raises nothing."""


@dataclass(frozen=True)
class Outside:
    """Everything outside that due work needs."""

    registers: Mapping[Way, Register]
    letters: LetterBox
    press: Press
    receipts: Receipts
    mail_texts: MailTexts
    keys: Keys
    stickers: StickerPress
    printer: Printer
    webhooks: WebhookPost
    print_shop: PrintShop | None = None
    """Where the town prints certificates itself; None if a letter service does."""
