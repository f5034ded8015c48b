"""What the cashier sees of documents that did not arrive."""

from dataclasses import dataclass

from billing.domain.charge import Charge
from billing.domain.dispatch import Dispatch
from billing.use_cases.ports import BillingUnit

AT_ONCE = 50


@dataclass(frozen=True)
class Return:
    """A document that did not arrive, and whose it is."""

    dispatch: Dispatch
    charge: Charge


def returns(unit: BillingUnit) -> tuple[Return, ...]:
    """Return what nobody has solved yet, oldest first."""
    waiting = unit.dispatches.to_solve(AT_ONCE)
    return tuple(Return(one, charge) for one in waiting if (charge := unit.charges.peek(one.charge_id)))
