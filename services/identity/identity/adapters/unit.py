"""Identity's unit of work."""

from functools import cached_property
from uuid import UUID

from chassis.persistence.audit import Deed
from chassis.persistence.unit_of_work import UnitOfWork
from identity.adapters.audit_trail import AuditTrail
from identity.adapters.contact_rows import ContactRows
from identity.adapters.lock_rows import LockRows
from identity.adapters.name_rows import NameRows
from identity.adapters.register_rows import RegisterRows
from identity.adapters.repositories import CheckRows


class IdentityUnit(UnitOfWork):
    """One transaction of one town at identity."""

    @cached_property
    def checks(self) -> CheckRows:
        """The checks of this town."""
        return CheckRows(self.connection, self.tenant)

    @cached_property
    def trail(self) -> AuditTrail:
        """The audit of this town."""
        return AuditTrail(self.connection, self.tenant.key)

    @cached_property
    def contacts(self) -> ContactRows:
        """Where one-time codes of this town go."""
        return ContactRows(self.connection, self.tenant.key)

    @cached_property
    def register(self) -> RegisterRows:
        """What this town imported from its register, and what its checks compare with."""
        return RegisterRows(self.connection, self.tenant.key)

    @cached_property
    def locks(self) -> LockRows:
        """What follows locked questions of this town."""
        return LockRows(self.connection, self.tenant.key)

    @cached_property
    def names(self) -> NameRows:
        """How staff of this town are called."""
        return NameRows(self.connection, self.tenant.key)

    def note(self, action: str, subject: UUID, actor: str, **details: object) -> None:
        """Audit with details, which can be erased later without breaking the chain."""
        now = self.clock()
        self._deeds.append(Deed(self.trail.commit(subject, details, now), now, actor, action, subject))
