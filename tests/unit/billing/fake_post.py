"""Papers of billing and the ways they take, in dictionaries."""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from billing.domain.dispatch import Dispatch
from billing.domain.dunning import Suspension
from billing.domain.paper import Kind, Paper
from chassis.mail.message import mail_id
from tests.unit.billing.fake_charges import KeptOnce


@dataclass
class FakePapers(KeptOnce[Paper]):
    """Reminders and cancellations."""

    last: dict[tuple[Kind, int], int] = field(default_factory=dict)
    documents: dict[UUID, bytes] = field(default_factory=dict)
    suspensions: dict[UUID, Suspension] = field(default_factory=dict)

    def next_serial(self, kind: Kind, year: int) -> int:
        """Take the next number."""
        self.last[kind, year] = self.last.get((kind, year), 0) + 1
        return self.last[kind, year]

    def of_charges(self, charge_ids: Collection[UUID]) -> list[Paper]:
        """Return the papers about charges."""
        return [paper for paper in self.by_id.values() if paper.charge_id in charge_ids]

    def store_document(self, paper_id: UUID, document: bytes) -> None:
        """Keep the PDF."""
        assert paper_id not in self.documents, "a document is never replaced"
        self.documents[paper_id] = document

    def document(self, paper_id: UUID) -> bytes | None:
        """Return the PDF."""
        return self.documents.get(paper_id)

    def suspend(self, suspension: Suspension) -> bool:
        """Keep it, unless something stands against reminders already."""
        if self.suspended([suspension.charge_id]):
            return False
        self.suspensions[suspension.id] = suspension
        return True

    def resume(self, suspension: Suspension) -> None:
        """Keep its end."""
        self.suspensions[suspension.id] = suspension

    def suspended(self, charge_ids: Collection[UUID]) -> dict[UUID, Suspension]:
        """Return what stands against reminders."""
        standing = [one for one in self.suspensions.values() if one.ended_at is None]
        return {one.charge_id: one for one in standing if one.charge_id in charge_ids}


@dataclass
class FakeDispatches:
    """Attempts to bring documents to their addressees."""

    town: str = "ostfildern"
    kept: dict[tuple[UUID, int], Dispatch] = field(default_factory=dict)
    documents: dict[tuple[UUID, int], bytes] = field(default_factory=dict)

    def add(self, dispatch: Dispatch) -> bool:
        """Keep an attempt, unless it is known."""
        new = (dispatch.item, dispatch.attempt) not in self.kept
        self.kept.setdefault((dispatch.item, dispatch.attempt), dispatch)
        return new

    def save(self, dispatch: Dispatch) -> None:
        """Keep what came of it."""
        self.kept[dispatch.item, dispatch.attempt] = dispatch

    def latest(self, item: UUID) -> Dispatch | None:
        """Return the last attempt of a document."""
        mine = [one for one in self.kept.values() if one.item == item]
        return max(mine, key=lambda one: one.attempt, default=None)

    def of_charge(self, charge_id: UUID) -> list[Dispatch]:
        """Return every attempt about a charge."""
        return [one for one in self.kept.values() if one.charge_id == charge_id]

    def of_mail(self, mail: UUID) -> Dispatch | None:
        """Return the attempt that was this mail."""
        mailed = (one for one in self.kept.values() if one.channel == "email")
        return next((one for one in mailed if mail_id(self.town, one.mail_key) == mail), None)

    def of_references(self, references: Collection[str]) -> list[Dispatch]:
        """Return those that the letter service knows by these."""
        return [one for one in self.kept.values() if one.reference in references]

    def to_solve(self, limit: int) -> list[Dispatch]:
        """Return what did not arrive and nobody has solved."""
        waiting = [one for one in self.kept.values() if one.failed_at is not None and one.solved_at is None]
        return waiting[:limit]

    def undelivered(self, charge_ids: Collection[UUID]) -> set[UUID]:
        """Return which charges these are about."""
        return {one.charge_id for one in self.to_solve(len(self.kept)) if one.charge_id in charge_ids}

    def freeze(self, dispatch: Dispatch, document: bytes) -> bytes:
        """Keep the first and return it."""
        return self.documents.setdefault((dispatch.item, dispatch.attempt), document)

    def document(self, dispatch: Dispatch) -> bytes | None:
        """Return what was kept."""
        return self.documents.get((dispatch.item, dispatch.attempt))
