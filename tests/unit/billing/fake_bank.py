"""What billing keeps of the bank's files, and refunds, in dictionaries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from billing.domain.receipt import Receipt
from billing.domain.refund import Refund
from billing.domain.statement import Statement
from billing.use_cases.bank import StatementFile, StatementLine
from tests.unit.billing.fake_charges import KeptOnce


@dataclass
class FakeBank:
    """Files, statements and receipts."""

    kept: dict[UUID, tuple[StatementFile, bytes]] = field(default_factory=dict)
    statements: dict[Statement, UUID] = field(default_factory=dict)
    receipts: dict[UUID, Receipt] = field(default_factory=dict)

    def add_file(self, file: StatementFile, content: bytes) -> bool:
        """Keep a file, unless it is known."""
        new = file.id not in self.kept
        self.kept.setdefault(file.id, (file, content))
        return new

    def file(self, file_id: UUID) -> StatementFile | None:
        """Return a file."""
        return self.kept[file_id][0] if file_id in self.kept else None

    def content(self, file_id: UUID) -> bytes:
        """Return its bytes."""
        return self.kept[file_id][1]

    def advance(self, file_id: UUID, *, seen: int, booked: int, finished_at: datetime | None = None) -> None:
        """Note how far it has been read."""
        file, content = self.kept[file_id]
        read = replace(file, seen=seen, booked=file.booked + booked, finished_at=finished_at)
        self.kept[file_id] = read, content

    def files(self, limit: int) -> list[StatementFile]:
        """Return the newest first."""
        return [file for file, _ in reversed(self.kept.values())][:limit]

    def add_statement(self, statement: Statement, file_id: UUID) -> None:
        """Keep the head of a statement, unless it is known."""
        self.statements.setdefault(statement, file_id)

    def lines(self, limit: int) -> list[StatementLine]:
        """Refuse."""
        raise LookupError("the database alone knows which statement comes before another")

    def add(self, told: Sequence[Receipt]) -> set[UUID]:
        """Keep transactions and tell which were new."""
        new = {one.id: one for one in told if one.id not in self.receipts}
        self.receipts |= new
        return set(new)

    def save(self, changed: Collection[Receipt]) -> None:
        """Keep what came of receipts."""
        self.receipts |= {one.id: one for one in changed}

    def get(self, receipt_id: UUID) -> Receipt | None:
        """Return a receipt."""
        return self.receipts.get(receipt_id)

    def of_charges(self, charge_ids: Collection[UUID]) -> list[Receipt]:
        """Return the receipts for charges."""
        return [one for one in self.receipts.values() if one.charge_id in charge_ids]

    def to_note(self, limit: int) -> list[Receipt]:
        """Return what a person has to look at."""
        odd = ("foreign", "over", "duplicate", "return")
        return [one for one in self.receipts.values() if one.noted_at is None and one.outcome in odd][:limit]


@dataclass
class FakeRefunds(KeptOnce[Refund]):
    """Refunds by bank transfer."""

    written: dict[UUID, tuple[bytes, datetime]] = field(default_factory=dict)

    def open(self, *, lock: bool = False) -> list[Refund]:
        """Return those in no file that were not withdrawn."""
        del lock
        return [one for one in self.by_id.values() if one.file_id is None and one.withdrawn_at is None]

    def of_charge(self, charge_id: UUID) -> list[Refund]:
        """Return those of a charge that were not withdrawn."""
        return [one for one in self.by_id.values() if one.charge_id == charge_id and one.withdrawn_at is None]

    def by_end_to_end(self, keys: set[str]) -> dict[str, Refund]:
        """Return the ordered ones of these ids."""
        ordered = [one for one in self.by_id.values() if one.file_id is not None]
        return {one.end_to_end: one for one in ordered if one.end_to_end in keys}

    def put_into(self, refund_id: UUID, file_id: UUID) -> None:
        """Note its file."""
        self.by_id[refund_id] = replace(self.by_id[refund_id], file_id=file_id)

    def add_file(self, file_id: UUID, content: bytes, made_at: datetime, made_by: str) -> None:
        """Keep a file."""
        del made_by
        self.written[file_id] = content, made_at

    def file(self, file_id: UUID) -> bytes | None:
        """Return a file."""
        return self.written[file_id][0] if file_id in self.written else None

    def files(self, limit: int) -> list[tuple[UUID, datetime]]:
        """Return the newest first."""
        return [(file_id, made_at) for file_id, (_, made_at) in reversed(self.written.items())][:limit]
