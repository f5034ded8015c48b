"""Gives a text back to the clerk because the citizen says that something is wrong."""

from uuid import UUID

from fulfilment.use_cases.advance_case import advance
from fulfilment.use_cases.ports import FulfilmentUnit

LONGEST_NOTE = 500


def object_to_case(unit: FulfilmentUnit, case_id: UUID, note: str) -> None:
    """Open the case again with the citizen's note."""
    case = unit.cases.lock(case_id)
    advance(unit, case, "object", "citizen", statement=None, confirmation=None, note=note.strip()[:LONGEST_NOTE])
