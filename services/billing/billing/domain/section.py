"""Billing's part of a town's catalogue: fees with the date they hold from, and how notices look and leave."""

from datetime import date, time
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator
from stdnum import iban

from billing.domain.catalogue_part import Frozen
from billing.domain.deadlines import Notification
from billing.domain.dunning import Dunning
from billing.domain.letterhead import Letterhead
from billing.domain.retention import checked
from billing.domain.wording import LETTERS
from chassis.town.wording import Wording, examine_wording

Delivery = Literal["download", "post", "authority", "none"]


class Fee(Frozen):
    """What one procedure costs in some forms of delivery, in cents, on which legal basis and why."""

    procedure: str
    deliveries: tuple[Delivery, ...] = Field(min_length=1)
    amount: int = Field(ge=0)
    legal_basis: str
    explanation: str
    federation_share: int = Field(default=0, ge=0)
    purposes: tuple[str, ...] = ()
    """For which purposes of the case only, as fulfilment names them; without any the fee holds for all others."""

    @model_validator(mode="after")
    def _share_within_amount(self) -> Self:
        if self.federation_share > self.amount:
            raise ValueError("federation_share is more than the fee itself")
        return self


class Exemption(Frozen):
    """A reason for which a fee is not collected, or not yet (`deferred`); `granted` explains what became of it then."""

    key: str
    settlement: Literal["free", "deferred"]
    legal_basis: str
    explanation: str
    granted: str = "Sie sind von dieser Gebühr befreit."
    procedures: tuple[str, ...] = ()

    def covers(self, procedure: str) -> bool:
        """Tell whether it frees from what this procedure costs; one that names none is for all."""
        return not self.procedures or procedure in self.procedures


class Tariff(Frozen):
    """All fees that hold from a day on, until a later tariff begins."""

    valid_from: date
    fees: tuple[Fee, ...]
    exemptions: tuple[Exemption, ...] = ()

    @model_validator(mode="after")
    def _one_fee_each(self) -> Self:
        keys = [
            (fee.procedure, delivery, purpose)
            for fee in self.fees
            for delivery in fee.deliveries
            for purpose in fee.purposes or ("",)
        ]
        doubled = sorted({key for key in keys if keys.count(key) > 1})
        if doubled:
            raise ValueError(f"more than one fee for {doubled}")
        return self


class BankAccount(Frozen):
    """The town's account, as it stands on notices and in the GiroCode."""

    holder: str = Field(max_length=70)
    iban: str
    bic: str
    bank: str

    @field_validator("iban")
    @classmethod
    def _iban_is_valid(cls, value: str) -> str:
        return str(iban.validate(value))


class Contact(Frozen):
    """Whom the citizen can ask about a notice."""

    department: str
    phone: str
    email: str
    hours: str = ""


class NoticeTerms(Frozen):
    """How fee notices are numbered, when they leave and what they say."""

    number_prefix: str = Field(pattern=r"^[A-Z]{1,4}$")
    reference_prefix: str = Field(pattern=r"^\d{4}$")
    cut_off: time
    dispatch_at: time
    print_at: time = time(9)
    """When the day's letters become one file for the printer, where the spool is used."""
    payment_days: int = Field(ge=7, le=90)
    contact: Contact
    bank: BankAccount
    ruling: str
    default: str
    remedy: str
    closing: str
    tax_note: str = "Umsatzsteuer fällt nicht an: Gebühr für eine hoheitliche Leistung (§ 2b Absatz 1 UStG)."


class BillingSection(Frozen):
    """The section `billing` of a town's catalogue."""

    tariffs: tuple[Tariff, ...]
    notice: NoticeTerms
    notification: tuple[Notification, ...] = ()
    dunning: tuple[Dunning, ...] = ()
    letterheads: tuple[Letterhead, ...] = ()
    retention: dict[str, int] = Field(default_factory=dict)
    wording: Wording

    @field_validator("wording")
    @classmethod
    def _can_be_sent(cls, wording: Wording) -> Wording:
        return examine_wording(wording, LETTERS)

    @field_validator("retention")
    @classmethod
    def _kept_as_long_as_the_law_says(cls, days: dict[str, int]) -> dict[str, int]:
        checked(days)
        return days

    @model_validator(mode="after")
    def _rules_begin_on_different_days(self) -> Self:
        for name, rules in (
            ("tariffs", self.tariffs),
            ("rules of notification", self.notification),
            ("rules of dunning", self.dunning),
            ("letterheads", self.letterheads),
        ):
            days = [rule.valid_from for rule in rules]
            if len(set(days)) != len(days):
                raise ValueError(f"two {name} begin on the same day")
        return self
