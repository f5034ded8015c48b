"""Fulfilment's unit of work: the chassis's, with our repositories."""

from functools import cached_property

from chassis.persistence.unit_of_work import UnitOfWork
from fulfilment.adapters.repositories.appointments import AppointmentRows
from fulfilment.adapters.repositories.cases import CaseRows, StepRows
from fulfilment.adapters.repositories.certificates import CertificateRows
from fulfilment.adapters.repositories.documents import DocumentRows
from fulfilment.adapters.repositories.procedures import NumberRows, ProcedureRows
from fulfilment.adapters.repositories.signatures import SignatureRows
from fulfilment.adapters.repositories.tasks import TaskRows
from fulfilment.adapters.repositories.timers import TimerRows
from fulfilment.adapters.repositories.webhooks import WebhookRows
from fulfilment.use_cases.tell_webhooks import tell_webhooks


class PostgresFulfilmentUnit(UnitOfWork):
    """One transaction of fulfilment in its database."""

    @cached_property
    def cases(self) -> CaseRows:
        """All cases."""
        return CaseRows(self.connection, self.tenant.key)

    @cached_property
    def steps(self) -> StepRows:
        """Their history."""
        return StepRows(self.connection, self.tenant.key)

    @cached_property
    def documents(self) -> DocumentRows:
        """What citizens sent."""
        return DocumentRows(self.connection, self.tenant.key)

    @cached_property
    def signatures(self) -> SignatureRows:
        """What citizens signed."""
        return SignatureRows(self.connection, self.tenant.key)

    @cached_property
    def timers(self) -> TimerRows:
        """The timers that run."""
        return TimerRows(self.connection, self.tenant.key)

    @cached_property
    def tasks(self) -> TaskRows:
        """What people have to do."""
        return TaskRows(self.connection, self.tenant.key)

    @cached_property
    def appointments(self) -> AppointmentRows:
        """What is remembered of appointments."""
        return AppointmentRows(self.connection, self.tenant.key)

    @cached_property
    def procedures(self) -> ProcedureRows:
        """The versions of procedures that cases rely on."""
        return ProcedureRows(self.connection, self.tenant.key)

    @cached_property
    def numbers(self) -> NumberRows:
        """The counter of case numbers."""
        return NumberRows(self.connection, self.tenant.key)

    @cached_property
    def certificates(self) -> CertificateRows:
        """Certificates with their files."""
        return CertificateRows(self.connection, self.tenant.key)

    @cached_property
    def webhooks(self) -> WebhookRows:
        """What the town's own program is told."""
        return WebhookRows(self.connection, self.tenant.key)

    def record(self, event: object) -> None:
        """Put an event into the outbox, and before the endpoints of the town that want it."""
        super().record(event)
        tell_webhooks(self, event)
