"""Notices and the books of billing in memory."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from billing.domain.ledger import Account, BookedLine, Entry
from billing.domain.notice import Notice
from tests.unit.billing.fake_charges import KeptOnce


@dataclass
class FakeNotices(KeptOnce[Notice]):
    """Notices with their numbers and documents."""

    last: dict[int, int] = field(default_factory=dict)
    documents: dict[UUID, bytes] = field(default_factory=dict)

    def next_serial(self, year: int) -> int:
        """Take the next number."""
        self.last[year] = self.last.get(year, 0) + 1
        return self.last[year]

    def of_charge(self, charge_id: UUID) -> Notice | None:
        """Return the notice of a charge."""
        return next((notice for notice in self.by_id.values() if notice.charge_id == charge_id), None)

    def of_appointment(self, appointment_id: UUID) -> list[Notice]:
        """Return all notices of an appointment."""
        return [notice for notice in self.by_id.values() if notice.appointment_id == appointment_id]

    def of_charges(self, charge_ids: Collection[UUID]) -> dict[UUID, Notice]:
        """Return them by charge."""
        return {notice.charge_id: notice for notice in self.by_id.values() if notice.charge_id in charge_ids}

    def by_references(self, rfs: set[str], kassenzeichen: set[str], numbers: set[str]) -> list[Notice]:
        """Return the notices that any of these name."""
        return [
            notice
            for notice in self.by_id.values()
            if notice.rf in rfs or notice.kassenzeichen in kassenzeichen or notice.number in numbers
        ]

    def unpaid_of(self, amounts: set[int]) -> list[Notice]:
        """Return those over one of these amounts that wait for money."""
        return [notice for notice in self.by_id.values() if notice.state == "issued" and notice.amount in amounts]

    def to_remind(self, due_before: date, today: date, limit: int) -> list[Notice]:
        """Refuse."""
        raise LookupError("the database alone knows what stands against a reminder")

    def held_up(self, due_before: date, today: date, limit: int) -> list[Notice]:
        """Refuse."""
        raise LookupError("the database alone knows what stands against a reminder")

    def latest(self, limit: int) -> list[Notice]:
        """Return the newest first."""
        return list(reversed(self.by_id.values()))[:limit]

    def store_document(self, notice_id: UUID, document: bytes) -> None:
        """Keep the PDF."""
        assert notice_id not in self.documents, "a document is never replaced"
        self.documents[notice_id] = document

    def document(self, notice_id: UUID) -> bytes | None:
        """Return the PDF."""
        return self.documents.get(notice_id)


@dataclass
class FakeLedger:
    """Books that refuse the same occasion twice; only the database knows days, names and the Federation's share."""

    entries: list[Entry] = field(default_factory=list)

    def book(self, *entries: Entry) -> None:
        """Append bookings."""
        for entry in entries:
            assert entry.id not in {known.id for known in self.entries}, f"{entry.what} is booked twice"
            self.entries.append(entry)

    def owed(self, charge_ids: Collection[UUID]) -> dict[UUID, int]:
        """Return what is owed for each charge."""
        return self._owed(lambda entry: entry.charge_id in charge_ids)

    def owed_apart_from_transfers(self, charge_ids: Collection[UUID]) -> dict[UUID, int]:
        """Leave out what the bank reported."""
        apart = ("bank:", "assigned:", "refund:")
        return self._owed(lambda entry: entry.charge_id in charge_ids and not entry.what.startswith(apart))

    def noted_by_hand(self, charge_ids: Collection[UUID]) -> dict[UUID, int]:
        """Return transfers noted by hand that no statement has confirmed."""
        hand = ("transferred", "confirmed:")
        owed = self._owed(lambda entry: entry.charge_id in charge_ids and entry.what.startswith(hand))
        return {charge: -amount for charge, amount in owed.items() if amount}

    def credits(self, limit: int) -> dict[UUID, int]:
        """Return where more came than was owed."""
        found = {charge: -owed for charge, owed in self._owed(lambda _: True).items() if owed < 0}
        return dict(list(found.items())[:limit])

    def balances(self) -> dict[Account, int]:
        """Return what every account comes to."""
        sums: Counter[Account] = Counter()
        for entry in self.entries:
            for line in entry.lines:
                sums[line.account] += line.amount
        return dict(sums)

    def has(self, occasion: str) -> bool:
        """Tell whether something about no charge was booked; what follows the occasion is the town."""
        return any(entry.what.rpartition(":")[0] == occasion for entry in self.entries if entry.charge_id is None)

    def of_charge(self, charge_id: UUID) -> list[Entry]:
        """Return the bookings about a charge."""
        return [entry for entry in self.entries if entry.charge_id == charge_id]

    def collected_share_before(self, moment: datetime) -> int:
        """Refuse."""
        raise LookupError("the database alone sums the Federation's share up")

    def lines_between(self, begin: datetime, end: datetime) -> list[BookedLine]:
        """Refuse."""
        raise LookupError("the database alone knows the numbers of cases and notices")

    def by_day(self, begin: datetime, end: datetime, zone: str) -> dict[date, tuple[int, int]]:
        """Refuse."""
        raise LookupError("the database alone sums days up")

    def _owed(self, counts: Callable[[Entry], bool]) -> dict[UUID, int]:
        sums: Counter[UUID] = Counter()
        for entry in self.entries:
            for line in entry.lines:
                if line.account is Account.RECEIVABLES and entry.charge_id is not None and counts(entry):
                    sums[entry.charge_id] += line.amount
        return dict(sums)
