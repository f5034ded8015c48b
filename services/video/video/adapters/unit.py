"""Video's unit of work."""

from functools import cached_property

from chassis.persistence.unit_of_work import UnitOfWork
from video.adapters.repositories.clerks import ClerkRows
from video.adapters.repositories.consultations import ConsultationRows
from video.adapters.repositories.desk import CopyRows, NoteRows
from video.adapters.repositories.feedback import FeedbackRows
from video.adapters.repositories.guests import GuestRows
from video.adapters.repositories.line import LineRows
from video.adapters.repositories.quality import QualityRows


class SqlVideoUnit(UnitOfWork):
    """One transaction with video's repositories."""

    @cached_property
    def consultations(self) -> ConsultationRows:
        """The consultations."""
        return ConsultationRows(self.connection, self.tenant.key)

    @cached_property
    def line(self) -> LineRows:
        """Participants and what they say."""
        return LineRows(self.connection, self.tenant.key)

    @cached_property
    def guests(self) -> GuestRows:
        """Who is asked into calls."""
        return GuestRows(self.connection, self.tenant.key)

    @cached_property
    def quality(self) -> QualityRows:
        """What browsers measure of calls."""
        return QualityRows(self.connection, self.tenant.key)

    @cached_property
    def feedback(self) -> FeedbackRows:
        """What citizens say of calls."""
        return FeedbackRows(self.connection, self.tenant.key)

    @cached_property
    def clerks(self) -> ClerkRows:
        """Who is at a desk."""
        return ClerkRows(self.connection, self.tenant.key)

    @cached_property
    def copies(self) -> CopyRows:
        """What the desk shows of the neighbours."""
        return CopyRows(self.connection, self.tenant.key)

    @cached_property
    def notes(self) -> NoteRows:
        """The clerks' notes."""
        return NoteRows(self.connection, self.tenant.key)
