"""Import a town's register as a list: answers sealed, persons as pseudonyms, the file itself kept nowhere."""

from collections.abc import Iterable
from uuid import UUID, uuid5

from identity.domain.answers import RegisterFacts
from identity.domain.register import Wanted
from identity.use_cases.ports import IdentityUnit, Outside
from identity.use_cases.question_persons import sealed

_LISTS = UUID("2c9d2f31-58a9-5f3e-8b64-6a5c2b1f9e70")


def import_register(
    unit: IdentityUnit, outside: Outside, persons: Iterable[tuple[Wanted, RegisterFacts]], actor: str
) -> int:
    """Put it in place of the list before and return how many persons it has; of two alike, the last one stands."""
    tenant = unit.tenant.key
    entries: dict[str, bytes] = {}
    for wanted, facts in persons:
        person = outside.keys.pseudonym(tenant, wanted.text)
        entries[person] = sealed(outside, person, facts)
    count = unit.register.replace(entries.items(), unit.clock())
    unit.note("register.imported", uuid5(_LISTS, tenant), actor, persons=count)
    return count
