"""What the use cases need of their own database for papers and the ways they take, as protocols."""

from collections.abc import Collection
from typing import Protocol
from uuid import UUID

from billing.domain.dispatch import Dispatch
from billing.domain.dunning import Suspension
from billing.domain.paper import Kind, Paper


class Papers(Protocol):
    """Reminders and cancellations, and what stands against reminders."""

    def next_serial(self, kind: Kind, year: int) -> int:
        """Take the next number of a kind and year; there are no gaps."""

    def add(self, paper: Paper) -> None:
        """Keep a numbered paper."""

    def get(self, paper_id: UUID) -> Paper | None:
        """Return one, locked until the unit ends."""

    def save(self, paper: Paper) -> None:
        """Write how far it has come."""

    def of_charges(self, charge_ids: Collection[UUID]) -> list[Paper]:
        """Return the papers about these charges, oldest first."""

    def store_document(self, paper_id: UUID, document: bytes) -> None:
        """Keep the PDF; it is never replaced."""

    def document(self, paper_id: UUID) -> bytes | None:
        """Return the PDF."""

    def suspend(self, suspension: Suspension) -> bool:
        """Keep what stands against reminders; False if something does already."""

    def resume(self, suspension: Suspension) -> None:
        """Write that it has ended."""

    def suspended(self, charge_ids: Collection[UUID]) -> dict[UUID, Suspension]:
        """Return what stands against reminders of these charges, by charge."""


class Dispatches(Protocol):
    """Attempts to bring documents to their addressees."""

    def add(self, dispatch: Dispatch) -> bool:
        """Keep an attempt; False if it is known."""

    def save(self, dispatch: Dispatch) -> None:
        """Write what came of it."""

    def latest(self, item: UUID) -> Dispatch | None:
        """Return the last attempt of a document, locked."""

    def of_charge(self, charge_id: UUID) -> list[Dispatch]:
        """Return every attempt about a charge, oldest first."""

    def of_mail(self, mail: UUID) -> Dispatch | None:
        """Return the attempt that was this mail."""

    def of_references(self, references: Collection[str]) -> list[Dispatch]:
        """Return the attempts that the print shop or letter service knows by these references."""

    def to_solve(self, limit: int) -> list[Dispatch]:
        """Return what did not arrive and nobody has solved, oldest first."""

    def undelivered(self, charge_ids: Collection[UUID]) -> set[UUID]:
        """Return which of these charges have a document that did not arrive."""

    def freeze(self, dispatch: Dispatch, document: bytes) -> bytes:
        """Keep what another attempt sends, and return it; what is kept already is never replaced."""

    def document(self, dispatch: Dispatch) -> bytes | None:
        """Return what another attempt sends."""
