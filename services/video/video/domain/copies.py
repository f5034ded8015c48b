"""What the desk shows of the neighbours: small copies, kept from their events."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

CheckOutcome = Literal["verified", "rejected"]
CaseStatus = Literal["opened", "completed", "failed", "withdrawn"]


@dataclass(frozen=True)
class CheckCopy:
    """How the identity check of an appointment came out."""

    appointment_id: UUID
    outcome: CheckOutcome
    level: str | None = None


@dataclass(frozen=True)
class CaseCopy:
    """One case of an appointment and where it stands."""

    case_id: UUID
    appointment_id: UUID
    number: str
    procedure_name: str
    status: CaseStatus
