"""What a bank says happened on the town's account; amounts in cents, positive when money came."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID, uuid5

_NAMESPACE = UUID("8e6b5d53-7c0d-5d3e-9f0f-2c5a1f0b6a77")

Kind = Literal["statement", "notification"]


@dataclass(frozen=True, kw_only=True)
class Statement:
    """The head of a statement (camt.053) or of a notification between two statements (camt.054)."""

    iban: str
    number: str
    kind: Kind
    sequence: int | None = None
    opening: int | None = None
    closing: int | None = None

    def id(self, tenant: str) -> UUID:
        """Return the identity that follows from account, kind and the bank's own number."""
        return uuid5(_NAMESPACE, f"{tenant}|{self.kind}|{self.iban}|{self.number}")


@dataclass(frozen=True, kw_only=True)
class Transaction:
    """One booked transaction; `key` is the same wherever the bank reports it again."""

    iban: str
    key: str
    booked_on: date
    value_on: date
    amount: int
    name: str = ""
    counter_iban: str = ""
    text: str = ""
    references: tuple[str, ...] = ()
    end_to_end: str = ""
    returned: bool = False

    def id(self, tenant: str) -> UUID:
        """Return the identity under which it is booked, once."""
        return uuid5(_NAMESPACE, f"{tenant}|transaction|{self.key}")
