"""Takes a shown text back to change it; the citizen's confirmation goes with it."""

from uuid import UUID

from fulfilment.use_cases.advance_case import advance
from fulfilment.use_cases.ports import FulfilmentUnit


def revise_case(unit: FulfilmentUnit, case_id: UUID, actor: str) -> None:
    """Open the form again."""
    case = unit.cases.lock(case_id)
    advance(unit, case, "revise", "clerk", statement=None, confirmation=None)
    unit.audit("case.revised", case.id, actor)
