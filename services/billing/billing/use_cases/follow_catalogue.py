"""Follow a new version of the town's catalogue: say what things cost, and start the town's regular work."""

from uuid import UUID, uuid5

from billing.use_cases.jobs import COLLECT_RETURNED, COLLECT_STATEMENTS, PRINT_LETTERS
from billing.use_cases.ports import BillingUnit
from billing.use_cases.print_letters import next_print
from billing.use_cases.publish_tariff import publish_tariff

_NAMESPACE = UUID("0f5fb6a4-5d0e-5b8b-9a56-30a2c2a1a0f3")


def follow_catalogue(unit: BillingUnit) -> None:
    """Publish the tariff and see that regular jobs are planned; called after every import."""
    publish_tariff(unit)
    for kind in (COLLECT_STATEMENTS, COLLECT_RETURNED):
        unit.schedule(kind, regular(unit.tenant.key, kind), unit.clock())
    unit.schedule(PRINT_LETTERS, regular(unit.tenant.key, PRINT_LETTERS), next_print(unit))


def regular(tenant: str, kind: str) -> UUID:
    """Return the item of a job that a town has once."""
    return uuid5(_NAMESPACE, f"{tenant}|{kind}")
