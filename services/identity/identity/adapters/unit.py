"""Identity's unit of work."""

from functools import cached_property

from chassis.persistence.unit_of_work import UnitOfWork
from identity.adapters.repositories import CheckRows


class IdentityUnit(UnitOfWork):
    """One transaction of one town at identity."""

    @cached_property
    def checks(self) -> CheckRows:
        """The checks of this town."""
        return CheckRows(self.connection, self.tenant)
