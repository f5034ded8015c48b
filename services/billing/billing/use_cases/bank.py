"""What billing keeps of the bank's files, as protocols of the unit and as what the cashier sees."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID, uuid5

from billing.domain.receipt import Receipt
from billing.domain.refund import Refund
from billing.domain.statement import Statement

_NAMESPACE = UUID("4b1c4b0e-9d2c-5f0f-b8c5-7b1b7de0a5f1")


@dataclass(frozen=True, kw_only=True)
class StatementFile:
    """A file as it came from the bank, and how far it has been booked."""

    id: UUID
    name: str
    taken_at: datetime
    taken_by: str
    transactions: int
    seen: int = 0
    booked: int = 0
    finished_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class StatementLine:
    """One statement, with what the one before closed with."""

    iban: str
    number: str
    sequence: int | None
    opening: int | None
    closing: int | None
    closed_before: int | None

    @property
    def gap(self) -> bool:
        """Tell whether a statement before this one is missing."""
        return self.closed_before is not None and self.opening != self.closed_before


class Bank(Protocol):
    """Files, statements and receipts."""

    def add_file(self, file: StatementFile, content: bytes) -> bool:
        """Keep a file as it came; False if it is known."""

    def file(self, file_id: UUID) -> StatementFile | None:
        """Return a file, without its content."""

    def content(self, file_id: UUID) -> bytes:
        """Return the bytes of a file."""

    def advance(self, file_id: UUID, *, seen: int, booked: int, finished_at: datetime | None = None) -> None:
        """Note how far a file has been read, and how many of its transactions were new."""

    def files(self, limit: int) -> list[StatementFile]:
        """Return the newest files first."""

    def add_statement(self, statement: Statement, file_id: UUID) -> None:
        """Keep the head of a statement; one that is known stays as it is."""

    def lines(self, limit: int) -> list[StatementLine]:
        """Return the newest statements."""

    def add(self, told: Sequence[Receipt]) -> set[UUID]:
        """Keep transactions and return the ids of those that were new."""

    def save(self, changed: Collection[Receipt]) -> None:
        """Write what came of receipts."""

    def get(self, receipt_id: UUID) -> Receipt | None:
        """Return a receipt, locked."""

    def of_charges(self, charge_ids: Collection[UUID]) -> list[Receipt]:
        """Return all receipts for these charges."""

    def to_note(self, limit: int) -> list[Receipt]:
        """Return what a person has to look at, oldest first."""


class Refunds(Protocol):
    """Refunds by bank transfer, and the files for the bank."""

    def add(self, refund: Refund) -> None:
        """Keep a proposal."""

    def get(self, refund_id: UUID) -> Refund | None:
        """Return one, locked."""

    def save(self, refund: Refund) -> None:
        """Write who has approved or withdrawn it."""

    def open(self, *, lock: bool = False) -> list[Refund]:
        """Return those that are in no file yet and were not withdrawn, oldest first."""

    def of_charge(self, charge_id: UUID) -> list[Refund]:
        """Return those of a charge that were not withdrawn, oldest first."""

    def by_end_to_end(self, keys: set[str]) -> dict[str, Refund]:
        """Return the ordered refunds that the bank reports under these ids."""

    def put_into(self, refund_id: UUID, file_id: UUID) -> None:
        """Note in which file it goes to the bank."""

    def add_file(self, file_id: UUID, content: bytes, made_at: datetime, made_by: str) -> None:
        """Keep a file for the bank."""

    def file(self, file_id: UUID) -> bytes | None:
        """Return a file for the bank."""

    def files(self, limit: int) -> list[tuple[UUID, datetime]]:
        """Return the newest files first."""


def file_id(tenant: str, content_digest: str) -> UUID:
    """Return the identity of a file: the same content is the same file, whatever its name."""
    return uuid5(_NAMESPACE, f"{tenant}|{content_digest}")
